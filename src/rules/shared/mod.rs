//! What several rules need: figures and where they stand, read and compared in one way. Reports nothing itself.

pub(crate) mod agreement;
pub(crate) mod amounts;
pub(crate) mod basis;
pub(crate) mod cells;
pub(crate) mod deductions;
pub(crate) mod fund_rates;
pub(crate) mod fund_sums;
pub(crate) mod listed;
pub(crate) mod losses;
pub(crate) mod marked;
pub(crate) mod months;
pub(crate) mod passages;
pub(crate) mod proportion;
pub(crate) mod quantities;
pub(crate) mod rounding;
pub(crate) mod shares;
pub(crate) mod statements;
pub(crate) mod tabled;
pub(crate) mod targets;
pub(crate) mod telling;
pub(crate) mod timing;
pub(crate) mod wanted;
pub(crate) mod whose;
