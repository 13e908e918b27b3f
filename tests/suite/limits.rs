//! Small files that could stall everybody: each is planned, told and made in patience and in few words. How much each takes
//! for twice the size is measured by `cargo bench --bench hostile`.

#[path = "../../benches/hostile/cases.rs"]
mod cases;

use cases::{CASES, PROJECT, ROWS, rows, seconds};

const SIZE: usize = 20_000;
/// Without optimisation and on a busy machine; what is not linear takes minutes.
const PATIENCE: f64 = 30.0;
const PRINTED: usize = 1_000_000;

#[test]
fn small_hostile_files_take_little_time_and_few_words() {
    let repeated = CASES.iter().map(|(name, path, before, piece, behind)| {
        (*name, *path, [*before, &piece.repeat(SIZE / piece.len()), behind].concat())
    });
    let tables = ROWS.iter().map(|kind| (*kind, PROJECT, rows(kind, SIZE / 50)));
    let files: Vec<_> = repeated.chain(tables).collect();
    let wrong: Vec<String> = files
        .into_iter()
        .filter_map(|(name, path, text)| {
            let (seconds, printed) = seconds(path, text);
            (seconds > PATIENCE || printed > PRINTED).then(|| format!("{name}: {seconds:.1} s, {printed} bytes"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn twenty_thousand_lines_without_sense_are_one_finding() {
    let (seconds, printed) = seconds(PROJECT, "a b\n".repeat(20_000));
    assert!(seconds < PATIENCE && printed < 1_000, "{seconds:.1} s, {printed} bytes");
}
