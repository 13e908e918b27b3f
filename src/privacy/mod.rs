//! Numbers, mailboxes and home addresses of private persons in texts: finds them, and masks them without moving anything else. Judges nothing.

mod addresses;
mod context;
mod digits;
mod layout;
mod mailboxes;
mod numbers;
mod rendered;
mod suspects;

use std::ops::Range;

use addresses::home_addresses;
use context::{is_called_personal, is_told};
use digits::{Number, digit};
use layout::Layout;
use mailboxes::{AT, mailboxes};
use numbers::{called_numbers, is_x, numbers, passports, split_identities};
pub use rendered::Form;
use rendered::{Rendered, render};
use suspects::suspects;

/// What sort of personal data was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Personal {
    /// A mobile telephone number: eleven digits, 13–19.
    Mobile,
    /// A resident identity number of eighteen characters with a valid date and check digit (GB 11643), or called one.
    Identity,
    /// What is called a passport or a pass to Hong Kong, Macao or Taiwan: letters and seven to ten digits.
    Passport,
    /// A bank card number of sixteen to nineteen digits with a valid check digit (ISO/IEC 7812, Luhn), or twelve to
    /// twenty-two digits called an account.
    BankCard,
    /// A mailbox at a host that is neither a government's nor the publisher's.
    Mailbox,
    /// What stands behind 家庭住址, 家住 or the like and goes down to a house.
    HomeAddress,
}

/// A piece of personal data in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub kind: Personal,
    /// Where it was written, from its first to its last character.
    pub range: Range<usize>,
    /// How it is read.
    pub read: String,
    /// Whether what stands before it calls it what it is: 电话, 账号.
    pub is_called: bool,
    /// What of it is masked: the places of characters.
    hidden: Vec<Range<usize>>,
}

/// What was seen in a text.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Every piece of personal data, in order, none overlapping.
    pub personal: Vec<Found>,
    /// Numbers, as they were written, that look like those of persons but stand where other numbers do: amounts, parts of
    /// codes.
    pub allowed_lookalikes: Vec<String>,
}

/// Looks through a text as it is shown, whatever mark-up, escapes or characters without width stand within a number. `own`
/// are the domains of the publisher, whose mailboxes are public.
///
/// Numbers of TOML (`spent = 139…`), amounts (`139…元`), decimals, what is called a code (`合同编号：139…`), and parts of
/// addresses and longer codes are allowed to look like them.
pub fn look(text: &str, form: Form, own: &[String]) -> Seen {
    let rendered = render(text, form);
    let read = &Layout::new(&rendered.text);
    let (told, allowed_lookalikes): (Vec<Number>, Vec<Number>) =
        numbers(read).into_iter().partition(|number| is_told(read, number));
    let mut found: Vec<(Personal, Range<usize>)> = told.into_iter().map(|number| (number.kind, number.range)).collect();
    found.extend(called_numbers(read));
    found.extend(split_identities(read));
    found.extend(passports(read));
    found.extend(mailboxes(read, own));
    found.extend(home_addresses(read));
    let mut personal: Vec<Found> =
        found.into_iter().filter_map(|(kind, range)| written(text, &rendered, read, kind, &range)).collect();
    personal.sort_by_key(|one| (one.range.start, std::cmp::Reverse(one.range.end)));
    personal.dedup_by(|later, earlier| later.range.start < earlier.range.end);
    let allowed_lookalikes = allowed_lookalikes.into_iter().map(|number| read[number.range].to_owned()).collect();
    Seen { personal, allowed_lookalikes }
}

/// The personal data of [`look`].
pub fn find(text: &str, form: Form, own: &[String]) -> Vec<Found> {
    look(text, form, own).personal
}

/// As [`find`], in a text of any length that was made of others: only around what could be personal data is it looked
/// through, so that tables and pages cost no more than they are long.
pub fn find_in_made(text: &str, form: Form, own: &[String]) -> Vec<Found> {
    let mut found = Vec::new();
    for window in suspects(text, form) {
        let inside = find(&text[window.clone()], form, own);
        found.extend(inside.into_iter().map(|one| moved(one, window.start)));
    }
    found
}

/// Whether [`find_in_made`] looks at any part of a text.
pub fn is_suspect(text: &str, form: Form) -> bool {
    !suspects(text, form).is_empty()
}

/// Where something that is read was written, and what of it is to be masked.
fn written(text: &str, rendered: &Rendered, read: &Layout, kind: Personal, range: &Range<usize>) -> Option<Found> {
    let characters = rendered.written(range);
    let is_called = is_called_personal(read, range.start);
    let read = read[range.clone()].to_owned();
    let range = characters.first()?.1.start..characters.last()?.1.end;
    let at = characters.iter().position(|(c, _)| AT.contains(c)).filter(|_| kind == Personal::Mailbox);
    let characters: Vec<(char, Range<usize>)> = characters.into_iter().take(at.unwrap_or(usize::MAX)).collect();
    let parts: Vec<usize> = (0..characters.len()).filter(|number| is_part(kind, characters[*number].0)).collect();
    let hide = |first: usize, last: usize| {
        let masked = parts.get(first..parts.len().saturating_sub(last)).unwrap_or_default();
        let within = masked.first().zip(masked.last()).map_or(0..0, |(first, last)| *first..last + 1);
        let unseen = unseen_between(text, &characters[within.clone()]);
        let inside = within.filter(|number| masked.contains(number) || divides(kind, characters[*number].0));
        let mut hidden: Vec<Range<usize>> = inside.map(|number| characters[number].1.clone()).chain(unseen).collect();
        hidden.sort_by_key(|one| one.start);
        hidden
    };
    let (first, last) = shown(kind);
    let hidden = hide(first, last);
    let hidden = if kind != Personal::HomeAddress && is_in_pieces(&hidden) { hide(0, 0) } else { hidden };
    Some(Found { kind, range, read, is_called, hidden })
}

/// Whether what is hidden is nothing, or falls into pieces so short that their asterisks are read as marks of emphasis, and
/// what is left beside them as another number or name.
fn is_in_pieces(hidden: &[Range<usize>]) -> bool {
    let mut pieces = hidden.chunk_by(|one, next| one.end == next.start);
    hidden.is_empty() || pieces.any(|piece| piece.iter().map(Range::len).sum::<usize>() <= rendered::LONGEST_EMPHASIS)
}

/// Characters without width between others: asterisks on both sides of one would be read as emphasis, and the digits that
/// are left as a number again.
fn unseen_between(text: &str, characters: &[(char, Range<usize>)]) -> Vec<Range<usize>> {
    let gaps = characters.windows(2).map(|pair| pair[0].1.end..pair[1].1.start);
    let of_gap = |gap: Range<usize>| {
        let (start, between) = (gap.start, text.get(gap).unwrap_or_default());
        let unseen = between.char_indices().filter(|(_, c)| rendered::is_invisible(*c));
        unseen.map(move |(at, c)| start + at..start + at + c.len_utf8())
    };
    gaps.flat_map(of_gap).collect()
}

/// How many characters at the beginning and at the end are shown.
fn shown(kind: Personal) -> (usize, usize) {
    match kind {
        Personal::Mobile => (3, 4),
        Personal::Identity => (6, 0),
        Personal::Passport | Personal::Mailbox => (1, 0),
        Personal::BankCard => (4, 4),
        Personal::HomeAddress => (3, 0),
    }
}

/// Every piece of personal data in the name of a file or in those of its folders: parts of names are joined by `_`, and
/// letters that stand before or behind a number belong to no code.
pub fn find_in_path(path: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut start = 0;
    for name in path.split('/') {
        if !suspects::may_be_suspect(name) {
            start += name.len() + '/'.len_utf8();
            continue;
        }
        let is_ending = |ending: &str| {
            ending.len() <= 5
                && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
                && !["com", "cn", "net"].contains(&ending)
        };
        let stem = name.rsplit_once('.').filter(|(_, ending)| is_ending(ending)).map_or(name, |(stem, _)| stem);
        let words = if stem.contains(AT) { stem.to_owned() } else { stem.replace('_', " ") };
        let bare: String = words.chars().map(|c| if c.is_ascii_alphabetic() && !is_x(c) { ' ' } else { c }).collect();
        let mut here = find(&words, Form::Plain, &[]);
        here.extend(find(&bare, Form::Plain, &[]).into_iter().filter(|one| one.kind <= Personal::Identity));
        here.sort_by_key(|one| one.range.start);
        here.dedup_by(|later, earlier| later.range.start < earlier.range.end);
        found.extend(here.into_iter().map(|one| moved(one, start)));
        start += name.len() + '/'.len_utf8();
    }
    found
}

fn moved(found: Found, by: usize) -> Found {
    let at = |range: Range<usize>| range.start + by..range.end + by;
    Found { range: at(found.range), hidden: found.hidden.into_iter().map(at).collect(), ..found }
}

/// The text with the middle of each find replaced by asterisks. Every byte stays where it was.
pub fn mask(text: &str, found: &[Found]) -> String {
    masked_within(text, 0..text.len(), found.iter().flat_map(|one| &one.hidden))
}

/// A find with its middle replaced by asterisks.
pub fn masked(text: &str, one: &Found) -> String {
    masked_within(text, one.range.clone(), &one.hidden)
}

fn masked_within<'a>(text: &str, within: Range<usize>, hidden: impl IntoIterator<Item = &'a Range<usize>>) -> String {
    let mut masked = String::with_capacity(within.len());
    let mut end = within.start;
    for hidden in hidden {
        masked.push_str(&text[end..hidden.start]);
        match hidden.len() {
            3 if text[hidden.clone()].chars().count() == 1 => masked.push('＊'),
            bytes => masked.extend(std::iter::repeat_n('*', bytes)),
        }
        end = hidden.end;
    }
    masked.push_str(&text[end..within.end]);
    masked
}

/// Whether a character is part of the number, name or address, and no separator.
fn is_part(kind: Personal, c: char) -> bool {
    match kind {
        Personal::Mailbox => !AT.contains(&c),
        Personal::HomeAddress => !c.is_whitespace(),
        Personal::Passport => c.is_ascii_alphanumeric(),
        _ => digit(c).is_some() || is_x(c),
    }
}

/// Whether a sign within what is masked of a number is masked with it: asterisks on both sides of it would be read as
/// emphasis, and the digits that are left as a number again.
fn divides(kind: Personal, c: char) -> bool {
    is_number(kind) && c.is_ascii_punctuation() && c != '|'
}

fn is_number(kind: Personal) -> bool {
    !matches!(kind, Personal::Mailbox | Personal::HomeAddress)
}

#[cfg(test)]
mod tests {
    use super::numbers::is_identity;
    use super::*;

    /// An identity number with a valid check digit, of a place that does not exist.
    const IDENTITY: &str = "99000019900101000";

    fn kinds(text: &str) -> Vec<Personal> {
        let form = if text.contains(" = ") { Form::Toml } else { Form::Marked };
        find(text, form, &[]).into_iter().map(|one| one.kind).collect()
    }

    fn check_digit(digits: &str) -> char {
        let digits: Vec<u8> = digits.bytes().map(|byte| byte - b'0').collect();
        "0123456789X".chars().find(|c| is_identity(&digits, *c as u8)).expect("one of eleven")
    }

    #[test]
    fn numbers_of_persons_are_found_however_they_are_written() {
        let identity = format!("{IDENTITY}{}", check_digit(IDENTITY));
        let ends_in_x = (0..1000)
            .map(|number| format!("99000019900101{number:03}"))
            .find(|digits| check_digit(digits) == 'X')
            .expect("one of eleven");
        for (text, kind) in [
            ("联系电话：13800000000。", Personal::Mobile),
            ("phone = \"138-0000-0000\"", Personal::Mobile),
            ("电话１３８００００００００", Personal::Mobile),
            ("+86 138 0000 0000", Personal::Mobile),
            ("call 13800000000. Then", Personal::Mobile),
            (&format!("身份证{identity}"), Personal::Identity),
            (&format!("身份证{ends_in_x}Ｘ"), Personal::Identity),
            ("卡号 6200 0000 0000 0000 05", Personal::BankCard),
            ("１３８－００００－００００", Personal::Mobile),
            ("138–0000–0000", Personal::Mobile),
            ("138\u{2009}0000\u{2009}0000", Personal::Mobile),
            ("0898-27715001 13800000000", Personal::Mobile),
            ("９９００００　１９９００１０１　０００９", Personal::Identity),
            ("６２００－００００－００００－００００－０５", Personal::BankCard),
            ("邮箱abc@qq.com，", Personal::Mailbox),
            ("家庭住址：海口市龙华区金龙路8号", Personal::HomeAddress),
            ("| 现住址 | 白沙县牙叉镇儋州村 |", Personal::HomeAddress),
            ("户籍所在地: 某某省某某县某某乡某某村三组。", Personal::HomeAddress),
            ("居住地址 幸福小区3栋2单元502，和平路", Personal::HomeAddress),
            ("王某家住示例县和平路6号302室，", Personal::HomeAddress),
            ("群众李某，现住在示例镇和平街12号。", Personal::HomeAddress),
            ("补助对象住幸福小区3栋2单元502室", Personal::HomeAddress),
            ("李某居住在示例县和平路6号", Personal::HomeAddress),
            ("身份证号：990000199001010001", Personal::Identity),
            ("| 身份证号码 | 99000019900101000x |", Personal::Identity),
            ("联系电话：13800000000次日回复", Personal::Mobile),
            ("拨打13800000000人工接听", Personal::Mobile),
            ("联系电话：0898-27715001/13912345678", Personal::Mobile),
            ("139-1234-5678/0898-27715001", Personal::Mobile),
            ("电话[13912345678]。", Personal::Mobile),
            ("[13912345678](https://example.gov.cn/a.html)", Personal::Mobile),
            ("27715001-13912345678", Personal::Mobile),
            ("0898-27715001-13912345678", Personal::Mobile),
            ("13912345678_李某", Personal::Mobile),
            ("李某_13912345678", Personal::Mobile),
            ("李某/13912345678", Personal::Mobile),
            ("李某,13912345678", Personal::Mobile),
            ("008613912345678", Personal::Mobile),
            ("联系方式：0139-1234-5678", Personal::Mobile),
            ("tel13912345678", Personal::Mobile),
            ("Tel.13912345678", Personal::Mobile),
            ("139.1234.5678", Personal::Mobile),
            ("139·1234·5678", Personal::Mobile),
            ("139_1234_5678", Personal::Mobile),
            ("139--1234--5678", Personal::Mobile),
            ("139  1234  5678", Personal::Mobile),
            ("1391234\u{200b}5678", Personal::Mobile),
            ("手机编号：13912345678", Personal::Mobile),
            ("编号（联系电话）：13912345678", Personal::Mobile),
            ("| 编号 | 电话 |\n|---|---|\n| 1 | 13912345678 |", Personal::Mobile),
            ("身份证编号：990000199001010009", Personal::Identity),
            ("身份证号：990000900101001", Personal::Identity),
            ("身份证号码：990000  19900101  0009", Personal::Identity),
            ("身份证：990000.19900101.000X", Personal::Identity),
            ("| 姓名 | 身份证号 |\n|:--|---|\n| 李某 | 990000199001010001 |", Personal::Identity),
            ("银行账号：6200000000000000001", Personal::BankCard),
            ("开户行：某银行，账号 4600100000000001", Personal::BankCard),
            ("一卡通卡号：6200000000000000000", Personal::BankCard),
            ("zhang@vip.163.com", Personal::Mailbox),
            ("zhang＠tom.com", Personal::Mailbox),
            ("| 姓名 | 家庭住址 |\n| --- | --- |\n| 李某 | 白沙县牙叉镇牙港路12号 |", Personal::HomeAddress),
            ("家庭住址为白沙县牙叉镇牙港路12号", Personal::HomeAddress),
            ("家庭住址是牙叉镇牙港路12号", Personal::HomeAddress),
            ("现住址为：牙叉镇牙港路12号", Personal::HomeAddress),
            ("住址(现)：牙叉镇牙港路12号", Personal::HomeAddress),
            ("户籍地：白沙县打安镇田表村12号", Personal::HomeAddress),
            ("户籍：海南省白沙县打安镇田表村12号", Personal::HomeAddress),
            ("现居住地：牙叉镇牙港路12号", Personal::HomeAddress),
            ("常住地址：白沙县牙叉镇牙港路12号", Personal::HomeAddress),
            ("暂住地：牙叉镇牙港路12号", Personal::HomeAddress),
            ("联系电话：1391234\n5678。", Personal::Mobile),
            ("手机 139-\r\n1234-5678", Personal::Mobile),
            ("护照号E12345678", Personal::Passport),
            ("护照号码：EA1234567，", Personal::Passport),
            ("| 姓名 | 护照 |\n|---|---|\n| 李某 | G12345678 |", Personal::Passport),
            ("申请人住和平路12号3栋", Personal::HomeAddress),
            ("王某住在示例镇和平街12号2单元302室。", Personal::HomeAddress),
            ("住址和平路12号3栋", Personal::HomeAddress),
        ] {
            assert_eq!(kinds(text), [kind], "{text}");
        }
    }

    #[test]
    fn names_of_mailboxes_are_masked_however_short_and_are_then_no_mailboxes() {
        for (text, masked) in [
            ("a@qq.com", "*@qq.com"),
            ("ab@qq.com", "**@qq.com"),
            ("邮箱 abc@qq.com，**见附件**", "邮箱 ***@qq.com，**见附件**"),
            ("**邮箱** abcd@qq.com，**见附件**", "**邮箱** ****@qq.com，**见附件**"),
            ("**abc**@qq.com", "*******@qq.com"),
            ("*邮箱 abcde@qq.com", "*邮箱 a****@qq.com"),
        ] {
            let found = find(text, Form::Marked, &[]);
            assert_eq!(mask(text, &found), masked);
            assert_eq!(find(masked, Form::Marked, &[]), [], "{masked}");
        }
        // Here they end an emphasis, and a reader sees the name.
        assert_eq!(kinds("**请发 abc**@qq.com"), [Personal::Mailbox]);
    }

    #[test]
    fn figures_codes_and_addresses_are_left_alone() {
        let credit_code = format!("统一社会信用代码：{IDENTITY}{}", check_digit(IDENTITY));
        for text in [
            credit_code.as_str(),
            "010-62345678",
            "（0898）27715001",
            "400-138-0000",
            "索引号：000014349/2023-00138",
            "HN-2023-13800000000",
            "琼财〔2023〕13800000000号",
            "138 0000 0000 元",
            "12 150 2000 3000 5",
            "办公地址：海口市龙华区金龙路8号",
            "单位地址：白沙县牙叉镇金沙西路6号",
            "单位住址：白沙县牙叉镇金沙西路6号",
            "单位现住址：白沙县牙叉镇金沙西路6号",
            "联系地址：海口市龙华区金龙路8号302室",
            "地址：金沙西路6号政务服务中心大楼",
            "address = \"金沙西路6号政务服务中心大楼\"",
            "家庭住址：由村委会登记",
            "户籍所在地：海南省白沙县",
            "补贴对象的家庭住址、银行卡号不公开",
            "家庭住址 全县核实35户、12村",
            "户籍地址：见琼公通〔2023〕5号",
            "spent = 13800000000",
            "parts = [13800000000, 1]",
            "parts = [\n  13800000000,\n  13900000000\n]",
            "支出13800000000元",
            "13800000000.50",
            "1380000000.00万",
            "0898-27715001",
            "https://example.gov.cn/a/13800000000.html",
            "索引号 000014349/13800000000",
            "11511181008798440B",
            "138000000001",
            "办公邮箱 zwfw@haikou.gov.cn",
            "合同编号：13800000000",
            "| 工单号 | 13800000000 |",
            "全年来电13800000000次。",
            "领取人 990000199001010001",
            "家住农村的群众12户",
            "现住房2室1厅",
            "国家住建部令第6号、示例县居住区3号楼",
            "本中心现住示例县和平路6号",
            "35户入住幸福小区3栋2单元502室",
            "常住人口12万，位于示例县和平路6号",
            "居民住幸福小区3栋",
            "6200 0000 0000 0000 06",
            "政府采购项目编号：4690252023000015",
            "政府采购合同编号：469025 20230315 0015",
            "项目编码为4690252023000015",
            "资产卡片号6220230000000127",
            "| 项目代码 | 单位 |\n|---|---|\n| 4690252023000015 | 某局 |",
            "资产编码：13800230001",
            "发票号码：15012345678",
            "电费户号：18912345678",
            "卡片号 13800230001",
            "设备序列号：13912345678",
            "批次号13912345678",
            "票据号码（13800002023）",
            "编号（合同）：13800002023",
            "139.1234",
            "139.1234.56789",
            "139.1234.5678.9",
            "1.139.1234.5678",
            "索引号 27715001/13912345678",
            "20230112-13912345678",
            "HN-2023-13912345678",
            "https://example.gov.cn/文件/13912345678",
            "https://example.gov.cn/139_1234_5678.html",
            "累计访问15012345678人次。",
            "里程 13912345678 米",
            "办公地址现住址：金沙西路6号",
            "家住农村的学生3号楼",
            "公寓住白沙镇小区3栋2单元201室",
            "归集数据13812345678条，",
            "电费账号：4600100000000001",
            "户籍：海南省白沙县打安镇田表村",
            "户籍地：白沙县打安镇等5个村",
            "居住地为海口市12号线沿线",
            "专用账户 2023-05-06 2023-07-08 收支",
            "家庭住址为白沙县打安镇",
            "| 单位住址 |\n|---|\n| 牙叉镇牙港路12号 |",
            "帮扶对象居住地由镇政府核实12户",
            "用电13612345678千瓦时",
            "累计处理垃圾15012345678吨。",
            "年度指标：1391234\n5678",
            "联系电话：1391234\n2023年",
            "联系电话：1391234\n\n5678",
            "护照窗口编号：E12345678",
            "设备编号E12345678",
            "换发护照12345678本",
            "护照办理E12345678件",
            "“住”字后面写了“和平路12号3栋”",
            "12户居民住和平路12号3栋",
            "施工队住和平路12号3栋",
            "住建局和平路12号3栋",
            "入住和平路12号3栋的企业",
            "住和平路一带的居民，门牌12号3栋",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn names_of_files_are_looked_through() {
        for (path, kind) in [
            ("files/13912345678.pdf", Personal::Mobile),
            ("files/990000199001010009.pdf", Personal::Identity),
            ("files/李某13912345678.pdf", Personal::Mobile),
            ("files/李某 13912345678.pdf", Personal::Mobile),
            ("files/扫描件_13912345678.pdf", Personal::Mobile),
            ("files/2023_13912345678_1.pdf", Personal::Mobile),
            ("files/13912345678-身份证.pdf", Personal::Mobile),
            ("files/李某13912345678/证明.pdf", Personal::Mobile),
            ("files/abc@qq.com.pdf", Personal::Mailbox),
            ("files/住址：牙叉镇牙港路12号.pdf", Personal::HomeAddress),
        ] {
            let found = find_in_path(path);
            assert_eq!(found.iter().map(|one| one.kind).collect::<Vec<_>>(), [kind], "{path}");
        }
        for path in [
            "files/2023-08.pdf",
            "files/IMG_20231205123456.jpg",
            "files/合同编号13912345678.pdf",
            "files/mmexport1699999999999.jpg",
        ] {
            assert_eq!(find_in_path(path), [], "{path}");
        }
    }

    #[test]
    fn masking_moves_nothing() {
        for (text, masked) in [
            ("电话13800001234。", "电话138****1234。"),
            ("１３８００００１２３４", "１３８＊＊＊＊１２３４"),
            ("a@qq.com、abc@qq.com", "*@qq.com、***@qq.com"),
            ("住址：海口市龙华区8号 电话", "住址：海口市＊＊＊*＊ 电话"),
            ("住址：某某县𠮷·村", "住址：某某县******＊"),
            ("电话1391234\n5678", "电话139****\n5678"),
            ("电话：13912~345678/0898-27715001", "电话：139*****5678/0898-27715001"),
            ("电话139/12/34/5678", "电话139/*****/5678"),
            ("电话：13912|345678/0898-27715001", "电话：*****|******/0898-27715001"),
            ("护照号E12345678", "护照号E********"),
        ] {
            let result = mask(text, &find(text, Form::Marked, &[]));
            assert_eq!(result, masked);
            assert_eq!(result.len(), text.len());
            assert_eq!(mask(&result, &find(&result, Form::Marked, &[])), result);
        }
    }
}
