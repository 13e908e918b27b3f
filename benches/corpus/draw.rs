//! Numbers that look random and are always the same, and how a report rounds and prints them. Knows nothing of reports.

use rust_decimal::Decimal;

/// Draws from a sequence that depends on its seed only (xorshift64).
pub(crate) struct Draw(u64);

impl Draw {
    /// The sequence of a seed.
    pub(crate) fn new(seed: u64) -> Draw {
        let mut draw = Draw(seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        for _ in 0..8 {
            draw.below(2);
        }
        draw
    }

    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit
    }

    /// A whole number from `least` to `most`, both included.
    pub(crate) fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.below(most - least + 1)
    }

    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize]
    }

    /// Some of the things, at least one, in their order.
    pub(crate) fn some<T: Copy>(&mut self, of: &[T], percent: u64) -> Vec<T> {
        let surely = self.below(of.len() as u64) as usize;
        let chosen = of.iter().enumerate().filter(|(at, _)| *at == surely || self.chance(percent));
        chosen.map(|(_, thing)| *thing).collect()
    }

    /// Splits an amount into `count` parts above zero, multiples of a step that suits it.
    pub(crate) fn shares(&mut self, whole: Decimal, count: usize) -> Vec<Decimal> {
        let steps = [100, 50, 10, 5].map(|hundredths| Decimal::new(hundredths, 2));
        let suits = |step: &Decimal| (whole % step).is_zero() && whole / step >= Decimal::from(2 * count);
        let step = steps.into_iter().find(suits).unwrap_or(whole / Decimal::from(20));
        let mut left = u64::try_from(whole / step).expect("a number of steps");
        let mut parts = Vec::new();
        for rest in (0..count as u64).rev() {
            let fair = 2 * (left - rest) / (rest + 1);
            let units = if rest == 0 { left } else { self.between(1, fair.clamp(1, left - rest)) };
            parts.push((Decimal::from(units) * step).normalize());
            left -= units;
        }
        parts
    }
}

/// Rounds half up to so many decimals, and keeps the zeros.
pub(crate) fn rounded(exact: Decimal, decimals: u32) -> Decimal {
    let power = Decimal::from(10_u64.pow(decimals));
    let mut whole = (exact * power + Decimal::new(5, 1)).floor();
    whole.rescale(0);
    whole.set_scale(decimals).expect("few decimals");
    whole
}
