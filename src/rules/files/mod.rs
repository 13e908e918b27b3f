//! Files and what stands in none of the reports: reading, attachments, addresses, personal data, acknowledgements.

mod duplicate_address;
mod import_unfinished;
mod invalid_address;
mod personal;
mod reading;
mod refused_attachment;
mod unknown_reference;
mod unseen;
mod unusable_file_name;
pub(super) mod unused_acknowledgement;
mod unused_attachment;
mod unused_file;

use crate::rules::Rule;

pub(super) const RULES: &[&Rule] = &[
    &reading::SYNTAX_ERROR,
    &reading::NOT_UTF8,
    &reading::LINK_NOT_FOLLOWED,
    &reading::NOT_A_FILE,
    &reading::UNKNOWN_KEY,
    &reading::MISSING_KEY,
    &reading::WRONG_TYPE,
    &reading::INVALID_VALUE,
    &reading::MISSING_FILE,
    &reading::TEMPLATE_ERROR,
    &reading::PERSONAL_IN_OUTPUT,
    &reading::LIMIT_EXCEEDED,
    &unused_file::RULE,
    &unused_attachment::RULE,
    &refused_attachment::RULE,
    &unusable_file_name::RULE,
    &invalid_address::RULE,
    &duplicate_address::RULE,
    &unknown_reference::RULE,
    &import_unfinished::RULE,
    &personal::MOBILE,
    &personal::IDENTITY,
    &personal::PASSPORT,
    &personal::BANK_CARD,
    &personal::MAILBOX,
    &personal::HOME_ADDRESS,
    &unseen::CONTROL,
    &unseen::DIRECTION,
    &unseen::INVISIBLE,
    &unseen::PRIVATE,
    &unused_acknowledgement::RULE,
];
