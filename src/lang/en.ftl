did-you-mean = did you mean { $word }?
