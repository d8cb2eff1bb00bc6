//! The order in which a learner sees things, from the seed of their attempt. The same seed gives the same order for ever:
//! an attempt that is opened again, or looked at years later, reads as it was.
//!
//! The generator is xoroshiro128++ 1.0 (Blackman and Vigna, public domain), its two words made from the seed and the place
//! by SplitMix64; the order is Fisher and Yates's, from the last place to the second, each drawn without bias by rejection.

/// What an attempt's orders come from: 128 bits, drawn once when it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(pub [u8; 16]);

/// Who draws: each has a stream of its own from the same seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Which questions are drawn from the bank.
    Draw,
    /// The order of the questions.
    Questions,
    /// The order of the answers, or of the things, of the question at this place.
    Answers(u32),
    /// The order of what goes with them, at this place.
    Options(u32),
}

impl Stream {
    /// Never changes: the orders of past attempts hang on it.
    fn number(self) -> u64 {
        match self {
            Self::Draw => 1,
            Self::Questions => 2,
            Self::Answers(place) => (3 << 32) | u64::from(place),
            Self::Options(place) => (4 << 32) | u64::from(place),
        }
    }
}

/// A stream of numbers.
pub struct Chance(u64, u64);

impl Chance {
    /// The stream of a seed.
    pub fn new(seed: Seed, stream: Stream) -> Self {
        let half = |at: usize| (0..8).fold(0u64, |word, byte| (word << 8) | u64::from(seed.0[at + byte]));
        let mut state = half(0) ^ split_mix(&mut stream.number());
        let first = split_mix(&mut state);
        state ^= half(8);
        let second = split_mix(&mut state);
        // Two words of nought would give nought for ever.
        Self(first, if first | second == 0 { 1 } else { second })
    }

    /// 64 bits more.
    pub fn word(&mut self) -> u64 {
        let (first, mut second) = (self.0, self.1);
        let drawn = first.wrapping_add(second).rotate_left(17).wrapping_add(first);
        second ^= first;
        self.0 = first.rotate_left(49) ^ second ^ (second << 21);
        self.1 = second.rotate_left(28);
        drawn
    }

    /// A number below `bound`, each as likely; 0 when there is none.
    pub fn below(&mut self, bound: usize) -> usize {
        let Some(bound) = u64::try_from(bound).ok().filter(|bound| *bound > 0) else {
            return 0;
        };
        // Numbers above the last whole multiple would favour the first places.
        let fair = u64::MAX - u64::MAX % bound;
        let drawn = loop {
            let drawn = self.word();
            if drawn < fair {
                break drawn;
            }
        };
        usize::try_from(drawn % bound).unwrap_or(0)
    }

    /// The places from 0 to `count`, in an order drawn.
    pub fn order(&mut self, count: usize) -> Vec<usize> {
        let mut places: Vec<usize> = (0..count).collect();
        for last in (1..count).rev() {
            let other = self.below(last + 1);
            places.swap(last, other);
        }
        places
    }

    /// An order drawn that isn't the one they stand in, where there is another.
    pub fn other_order(&mut self, count: usize) -> Vec<usize> {
        let mut places = self.order(count);
        if places.is_sorted() {
            places.rotate_left(usize::from(count > 1));
        }
        places
    }
}

fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod cases {
    use proptest::prelude::*;

    use super::*;

    const SEED: Seed = Seed([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);

    #[test]
    fn orders_never_change() {
        // From another implementation of the same description.
        let words = [
            0x8ce5_d34e_60bd_74d2,
            0xfa17_44eb_2a87_4c61,
            0x909b_d8a3_8690_e29d,
        ];
        let mut chance = Chance::new(SEED, Stream::Questions);
        assert_eq!([chance.word(), chance.word(), chance.word()], words);
        let order = Chance::new(SEED, Stream::Answers(7)).order(10);
        assert_eq!(order, [8, 0, 7, 9, 2, 5, 4, 6, 1, 3]);
        let order = Chance::new(Seed([0; 16]), Stream::Draw).order(5);
        assert_eq!(order, [2, 1, 0, 3, 4]);
    }

    #[test]
    fn each_order_is_as_likely() {
        let mut seen = [0u32; 6];
        for seed in 0..6000u32 {
            let mut bytes = [0; 16];
            bytes[..4].copy_from_slice(&seed.to_be_bytes());
            let order = Chance::new(Seed(bytes), Stream::Questions).order(3);
            seen[order[0] * 2 + usize::from(order[1] > order[2])] += 1;
        }
        assert!(seen.iter().all(|count| (900..1100).contains(count)), "{seen:?}");
    }

    proptest! {
        #[test]
        fn an_order_has_each_place_once(seed: [u8; 16], place: u32, count in 0usize..60) {
            let order = Chance::new(Seed(seed), Stream::Answers(place)).order(count);
            prop_assert_eq!(&order, &Chance::new(Seed(seed), Stream::Answers(place)).order(count));
            let other = Chance::new(Seed(seed), Stream::Answers(place)).other_order(count);
            prop_assert!(count < 2 || !other.is_sorted());
            for mut places in [order, other] {
                places.sort_unstable();
                prop_assert_eq!(places, (0..count).collect::<Vec<_>>());
            }
        }
    }
}
