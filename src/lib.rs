//! gongshi reads evaluations of public spending, checks every figure and renders a static site.
