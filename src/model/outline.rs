//! Rows with levels, as tables print them, seen as a tree: parents, children, paths. Knows nothing of scores.

/// Parent of each row: the nearest row above it with a lower level.
pub fn parents(levels: &[u32]) -> Vec<Option<usize>> {
    levels.iter().enumerate().map(|(row, level)| (0..row).rev().find(|above| levels[*above] < *level)).collect()
}

/// Path of each row, its ancestors' names joined by `/`; a second row of one name under one parent gets `#2`.
pub fn paths(names: &[&str], parents: &[Option<usize>]) -> Vec<String> {
    let mut paths: Vec<String> = Vec::with_capacity(names.len());
    for (row, name) in names.iter().enumerate() {
        let twins = (0..row).filter(|above| parents[*above] == parents[row] && names[*above] == *name).count();
        let suffix = if twins == 0 { String::new() } else { format!("#{}", twins + 1) };
        paths.push(match parents[row] {
            None => format!("{name}{suffix}"),
            Some(parent) => format!("{}/{name}{suffix}", paths[parent]),
        });
    }
    paths
}

/// Paths of rows without levels: their names, a second one of a name with `#2`.
pub fn numbered(names: &[&str]) -> Vec<String> {
    paths(names, &vec![None; names.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_groups_are_two_groups() {
        let levels = [1, 2, 3, 2, 3, 1];
        let parents = parents(&levels);
        assert_eq!(parents, [None, Some(0), Some(1), Some(0), Some(3), None]);
        let names = ["过程", "资金管理", "资金到位率", "资金管理", "资金使用合规性", "产出"];
        let paths = paths(&names, &parents);
        assert_eq!(paths[4], "过程/资金管理#2/资金使用合规性");
    }
}
