//! Addresses of homes: behind 家庭住址 and the like, in columns of that name, behind 家住 and the like. Those of offices are none.

use std::ops::Range;

use super::Personal;
use super::digits::digit;
use super::layout::is_rule;

/// What a home address is called. 地址 alone, or that of an office, is none.
const HOME: [&str; 12] = [
    "住址",
    "家庭地址",
    "居住地址",
    "户籍地址",
    "户籍所在地",
    "常住地址",
    "暂住地址",
    "户籍地",
    "居住地",
    "常住地",
    "暂住地",
    "户籍",
];
/// What ends the text behind such a name.
const ENDS: [char; 16] = ['\n', '\r', '。', '；', ';', '，', ',', '、', '|', '"', '<', '（', '(', '：', ':', '〔'];

/// Addresses behind 住址 and the like, and behind 家住 and the like.
pub(super) fn home_addresses(text: &str) -> Vec<(Personal, Range<usize>)> {
    let mut found = called_addresses(text);
    found.extend(text.match_indices('住').filter_map(|(at, verb)| lived_at(text, at, at + verb.len())));
    found.into_iter().map(|range| (Personal::HomeAddress, range)).collect()
}

/// Addresses behind 住址 and the like that name a region and go down to a house, a village or a group of villagers.
fn called_addresses(text: &str) -> Vec<Range<usize>> {
    let ends = ['址', '地', '籍'].into_iter().flat_map(|end| text.match_indices(end));
    let names = ends.filter_map(|(at, end)| {
        let upto = at + end.len();
        HOME.iter().find(|name| text[..upto].ends_with(*name)).map(|name| upto - name.len()..upto)
    });
    names
        .filter(|name| !is_of_office(text[..name.start].trim_end_matches('现')))
        .flat_map(|name| [address_behind(text, &name)].into_iter().flatten().chain(addresses_below(text, &name)))
        .collect()
}

/// The address behind what it is called: `住址（现）：…`, `家庭住址为…`.
fn address_behind(text: &str, name: &Range<usize>) -> Option<Range<usize>> {
    let behind = &text[name.end..];
    let behind = ["（现）", "(现)"].iter().find_map(|remark| behind.strip_prefix(remark)).unwrap_or(behind);
    let behind = near(behind);
    let said = behind.trim_start_matches([' ', '　', '\t', '：', ':', '|', '为', '是']);
    let start = said.as_ptr() as usize - text.as_ptr() as usize;
    let between = &behind[..behind.len() - said.len()];
    let said = &said[..said.find(ENDS).unwrap_or(said.len())];
    let named = between.contains(['：', ':', '|']);
    let called = &text[name.clone()];
    let is_address = if called.ends_with('址') || called == "户籍所在地" {
        !between.is_empty() || goes_into_building(said)
    } else {
        !between.trim().is_empty()
    };
    is_address.then_some(())?;
    address(said, named && called != "户籍").map(|end| start..start + end)
}

/// As much of a text as an address can take.
fn near(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST)]
}

/// Of an address with what it is called, in bytes.
const LONGEST: usize = 400;

/// The addresses in the column of a Markdown table that a name heads.
fn addresses_below(text: &str, name: &Range<usize>) -> Vec<Range<usize>> {
    let line = text[..name.start].rfind('\n').map_or(0, |newline| newline + 1);
    let column = text[line..name.start].matches('|').count();
    let mut rows = text[line..].split_inclusive('\n').scan(line, |start, row| {
        *start += row.len();
        Some((*start - row.len(), row))
    });
    let is_header =
        rows.next().is_some_and(|(_, row)| row.starts_with('|')) && rows.next().is_some_and(|(_, row)| is_rule(row));
    let below = rows.take_while(|(_, row)| is_header && row.starts_with('|'));
    below
        .filter_map(|(start, row)| {
            let before: usize = row.split('|').take(column).map(|cell| cell.len() + 1).sum();
            let said = row.split('|').nth(column)?;
            let start = start + before + said.len() - said.trim_start().len();
            address(said.trim_start(), true).map(|end| start..start + end)
        })
        .collect()
}

/// Where an address ends that names a region and goes down to a house; surely an address, also to a village.
fn address(said: &str, surely: bool) -> Option<usize> {
    let region = said.find(REGION)?;
    end_of_house(said, surely).filter(|end| *end > region)
}

/// The address that somebody lives at: `家住…路8号`, `现住…`; behind 住 alone only `住…小区3栋2单元502室`.
fn lived_at(text: &str, verb: usize, behind: usize) -> Option<Range<usize>> {
    let before = &text[..verb];
    let said = near(&text[behind..]).trim_start_matches(['在', '于', '：', ':', ' ']);
    let start = said.as_ptr() as usize - text.as_ptr() as usize;
    let said = &said[..said.find(ENDS).unwrap_or(said.len())];
    let end = end_of_house(said, false)?;
    let address = &said[..end];
    let is_home = match before.chars().next_back() {
        _ if address.contains(['的', '“', '”'])
            || address.chars().count() > 40
            || address.starts_with(['址', '房', '院', '户', '宅', '建', '宿', '所']) =>
        {
            false
        }
        Some('居') if !text[behind..].starts_with(['在', '于']) => false,
        Some(of @ ('家' | '现' | '居')) => address.contains(REGION) && !is_of_office(before.strip_suffix(of)?),
        Some('入' | '常' | '抓' | '守' | '稳' | '寓') => false,
        Some('队' | '局') => false,
        _ if goes_into_building(address) => !counts_homes(before),
        _ => address.split_once("小区").is_some_and(|(_, house)| {
            house.contains(['栋', '幢', '座']) && (house.contains(['号', '室']) || house.contains("单元"))
        }),
    };
    is_home.then_some(start..start + end)
}

/// Whether an address goes on behind the number of the house: `和平路12号3栋`, `和平街12号2单元302室`.
fn goes_into_building(address: &str) -> bool {
    let behind_road = address.find(['路', '街', '巷', '道']).map(|road| &address[road..]);
    behind_road.and_then(|road| road.split_once('号')).is_some_and(|(number, house)| {
        number.ends_with(|c| digit(c).is_some()) && house.contains(['栋', '幢', '室']) | house.contains("单元")
    })
}

/// Whether the clause before a place counts those who live somewhere: `12户居民`.
fn counts_homes(before: &str) -> bool {
    let before = &before[before.ceil_char_boundary(before.len().saturating_sub(LONGEST))..];
    let clause = before.rsplit(ENDS).next().unwrap_or_default();
    clause.match_indices(['户', '人', '名']).any(|(at, _)| clause[..at].ends_with(|c| digit(c).is_some()))
}

/// What an address of a home names.
const REGION: [char; 9] = ['省', '市', '县', '区', '镇', '乡', '路', '街', '村'];

/// Whether a text ends with what offices are called.
fn is_of_office(before: &str) -> bool {
    ["单位", "办公", "公司", "企业", "中心", "办公地址"].iter().any(|of| before.ends_with(of))
}

/// Where the last part of an address ends that names a house: 6号, 3栋, 2单元, 502室; or, where the text is surely an
/// address, a group of villagers or a village.
fn end_of_house(said: &str, surely: bool) -> Option<usize> {
    let counted = |at: usize| {
        let before = said[..at].chars().next_back();
        before
            .is_some_and(|c| digit(c).is_some() || c.is_ascii_alphabetic() || "一二三四五六七八九十百零〇".contains(c))
    };
    let in_region = |at: usize| surely && said[..at].contains(['省', '市', '县', '区', '镇', '乡']);
    let is_several = |at: usize| said[..at].ends_with(|c| digit(c).is_some() || "个各等两余多".contains(c));
    let houses = ["号", "栋", "幢", "单元", "室"].into_iter().flat_map(|part| said.match_indices(part));
    let ends = houses
        .filter(|(at, part)| counted(*at) && !said[at + part.len()..].starts_with('线'))
        .chain(said.match_indices('组').filter(|(at, _)| surely && counted(*at)))
        .chain(said.match_indices('村').filter(|(at, _)| in_region(*at) && !is_several(*at)));
    let end = ends.map(|(at, part)| at + part.len()).max()?;
    let rest = &said[end..];
    Some(end + rest.find(|c: char| digit(c).is_none() && c != '-').unwrap_or(rest.len()))
}
