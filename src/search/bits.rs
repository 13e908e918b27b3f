//! Numbers as few bits, from the highest bit of each byte on. Knows nothing of what is counted.
//!
//! A count is written as Elias does (gamma): one more than it in binary, behind as many zeros as it has further bits. A set
//! of numbers below a limit, of which the count is known, is written by the distances between them as Rice does: how many
//! times a power of two goes into the distance as so many zeros and a one, then the rest. The power is that near two thirds
//! of the mean distance, which needs the fewest bits. Of a set of more than half of the numbers, the others are written.

/// Bits that are written at a time.
const MOST: u32 = 56;

/// A growing run of bits.
#[derive(Default)]
pub(super) struct Bits {
    bytes: Vec<u8>,
    /// The last bits, so many of them.
    rest: u64,
    held: u32,
}

impl Bits {
    /// The bytes; zeros fill the last.
    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        self.push(0, self.held.wrapping_neg() % 8);
        self.write();
        // Copied, as a block that grew may be twice as large, and many are held.
        self.bytes.as_slice().to_vec()
    }

    /// A count.
    pub(super) fn push_count(&mut self, count: usize) {
        let more = count as u64 + 1;
        self.push(more, 2 * more.ilog2() + 1);
    }

    /// A bit that answers a question.
    pub(super) fn push_bit(&mut self, is: bool) {
        self.push(u64::from(is), 1);
    }

    /// A set of so many ascending numbers below `limit`.
    pub(super) fn push_set(&mut self, count: usize, numbers: impl Iterator<Item = u32>, limit: u32) {
        let missing = limit as usize - count;
        if count <= missing {
            self.push_distances(count, numbers, limit);
        } else if missing > 0 {
            let mut numbers = numbers.peekable();
            let others = (0..limit).filter(|number| numbers.next_if_eq(number).is_none());
            self.push_distances(missing, others, limit);
        }
    }

    fn push_distances(&mut self, count: usize, numbers: impl Iterator<Item = u32>, limit: u32) {
        let power = power(count.max(1), limit);
        let mut next = 0;
        for number in numbers {
            let distance = u64::from(number - next);
            let (mut times, rest) = (distance >> power, distance & ((1 << power) - 1));
            while times >= u64::from(MOST - 32) {
                self.push(0, MOST - 32);
                times -= u64::from(MOST - 32);
            }
            self.push(1 << power | rest, times as u32 + 1 + power);
            next = number + 1;
        }
    }

    /// The lowest `width` bits of a value, which has no others, [`MOST`] at most.
    fn push(&mut self, value: u64, width: u32) {
        if self.held + width > u64::BITS {
            self.write();
        }
        self.rest = self.rest << width | value;
        self.held += width;
    }

    /// Writes the bytes that are full.
    fn write(&mut self) {
        while self.held >= 8 {
            self.held -= 8;
            self.bytes.push((self.rest >> self.held) as u8);
        }
    }
}

/// The power of two by which the distances of a set are divided.
fn power(count: usize, limit: u32) -> u32 {
    (u64::from(limit) * 2 / 3 / count as u64).max(1).ilog2()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl Fn(&mut Bits)) -> String {
        let mut bits = Bits::default();
        write(&mut bits);
        bits.into_bytes().iter().map(|byte| format!("{byte:08b}")).collect()
    }

    #[test]
    fn counts_take_more_bits_the_larger_they_are() {
        assert_eq!(written(|bits| bits.push_count(0)), "10000000");
        assert_eq!(written(|bits| (1..4).for_each(|count| bits.push_count(count))), "0100110010000000");
    }

    #[test]
    fn sets_are_written_by_distances_or_by_what_they_lack() {
        let set = |numbers: &[u32], limit| written(|bits| bits.push_set(numbers.len(), numbers.iter().copied(), limit));
        // 2 · 12 / 3 / 3 is 2: halves.
        assert_eq!(set(&[1, 2, 11], 12), "1110000010000000");
        assert_eq!(set(&[0, 1, 3], 4), "01000000");
        assert_eq!(set(&[0, 1, 2, 3], 4), "");
        assert_eq!(set(&[], 4), "");
        // A distance of many times the power.
        let far: Vec<u32> = (0..63).chain([1_000]).collect();
        let bits = set(&far, 1_001);
        assert_eq!(bits.trim_end_matches('0').len(), 63 * 4 + (1_000 - 63) / 8 + 4, "{bits}");
    }
}
