#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| gongshi_fuzz::targets::imported(data));

libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| {
    gongshi_fuzz::mutated(data, size, most, seed)
});
