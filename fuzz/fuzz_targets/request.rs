#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| gongshi_fuzz::targets::request(data));
