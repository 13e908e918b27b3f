did-you-mean = 是不是想写 { $word }？
