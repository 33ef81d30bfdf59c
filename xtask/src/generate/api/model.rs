//! A file of `spec/apis`, as written. A key that this model does not know is an error, so that no rule of the
//! specification is passed over in silence.

use serde::Deserialize;
use serde_yaml_ng::Value;

/// An API file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "keys that are known but not generated from")]
pub(crate) struct Api {
    pub(crate) method: String,
    pub(crate) title_zh: String,
    pub(crate) title_en: String,
    pub(crate) summary_en: Option<String>,
    #[serde(default)]
    pub(crate) preconditions: Vec<Precondition>,
    pub(crate) request: Vec<Field>,
    pub(crate) response: Vec<Field>,
    pub(crate) errors: Vec<ErrorRow>,
    #[serde(default)]
    pub(crate) notifications: Vec<Notification>,
    #[serde(default)]
    pub(crate) notes: Vec<String>,
    sources: Value,
    priority: Option<String>,
    error_case: Option<String>,
    request_node: Option<String>,
    response_node: Option<String>,
    notifications_note: Option<String>,
    examples: Option<Value>,
    ambiguities: Option<Value>,
    sdk_fields_not_in_seeds: Option<Value>,
    case_note: Option<String>,
    merge_note: Option<String>,
    sdk_note: Option<String>,
    age_note: Option<String>,
}

/// What must hold before a call.
#[derive(Debug, Deserialize)]
pub(crate) struct Precondition {
    pub(crate) rule: String,
    pub(crate) applies_to: Option<String>,
}

/// A notification that a call may lead to.
#[derive(Debug, Deserialize)]
pub(crate) struct Notification {
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) meaning_en: Option<String>,
    pub(crate) default_enabled: Option<bool>,
}

/// A row of the error table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "keys that are known but not generated from")]
pub(crate) struct ErrorRow {
    pub(crate) code: String,
    pub(crate) message_zh: String,
    pub(crate) solution_en: String,
    #[serde(default)]
    pub(crate) notes: Vec<String>,
    sources: Value,
    seed_literal: Option<Value>,
    message_seed_literal: Option<Value>,
    alt_message_zh: Option<String>,
    occurrences: Option<Value>,
    variants: Option<Value>,
}

/// A field.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "keys that are known but not generated from")]
pub(crate) struct Field {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) aliases: Vec<String>,
    pub(crate) label_zh: Option<String>,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) required: String,
    pub(crate) enforced_required: Option<String>,
    pub(crate) condition: Option<String>,
    pub(crate) required_when: Option<Condition>,
    pub(crate) forbidden_when: Option<Condition>,
    pub(crate) decided_in: Option<String>,
    pub(crate) choice_group: Option<ChoiceGroup>,
    pub(crate) items: Option<Items>,
    pub(crate) min_length: Option<u32>,
    pub(crate) max_length: Option<u32>,
    pub(crate) length_enforced: Option<bool>,
    pub(crate) min_items: Option<u32>,
    pub(crate) max_items: Option<u32>,
    pub(crate) min: Option<Value>,
    pub(crate) max: Option<Value>,
    #[serde(default)]
    pub(crate) max_exclusive: bool,
    pub(crate) decimals: Option<u8>,
    pub(crate) pattern: Option<String>,
    pub(crate) format: Option<String>,
    pub(crate) separator: Option<char>,
    pub(crate) semantic: Option<String>,
    pub(crate) duration: Option<Duration>,
    #[serde(default)]
    pub(crate) forbidden_chars: Vec<char>,
    pub(crate) enforcement: Option<String>,
    #[serde(default, rename = "enum")]
    pub(crate) values: Vec<EnumValue>,
    #[serde(default)]
    pub(crate) enum_open: bool,
    #[serde(default)]
    pub(crate) codes: Codes,
    #[serde(default)]
    pub(crate) open: bool,
    pub(crate) as_text: Option<AsText>,
    pub(crate) default: Option<Value>,
    pub(crate) default_scope: Option<String>,
    #[serde(default)]
    pub(crate) rules: Vec<String>,
    pub(crate) description: String,
    pub(crate) example: Option<Value>,
    #[serde(default)]
    pub(crate) children: Vec<Field>,
    type_name: Option<String>,
    seed_type: Option<Value>,
    seed_max_items: Option<u32>,
    required_source: Option<String>,
    sources: Value,
    variants: Option<Value>,
    elsewhere: Option<Value>,
    notes: Option<Value>,
}

/// A condition on another field.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Condition {
    pub(crate) path: String,
    pub(crate) is: Option<Value>,
    pub(crate) is_not: Option<Value>,
    pub(crate) present: Option<bool>,
    pub(crate) code: Option<String>,
}

/// Members of which some must be sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "keys that are known but not generated from")]
pub(crate) struct ChoiceGroup {
    id: String,
    pub(crate) rule: String,
    pub(crate) rule_when: Option<RuleWhen>,
    pub(crate) members: Vec<String>,
    #[serde(default)]
    pub(crate) priority: Vec<String>,
    conflict: Option<Value>,
    seed_rule: Option<String>,
    seed_members: Option<Value>,
    seed_text: Option<String>,
    note: Option<String>,
}

/// Where the rule of a group depends on a field.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleWhen {
    pub(crate) field: String,
    pub(crate) value: String,
    pub(crate) otherwise: String,
}

/// Elements of an array of scalars: a type, or a type with its length.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Items {
    Type(String),
    Limited {
        #[serde(rename = "type")]
        kind: String,
        min_length: Option<u32>,
        max_length: Option<u32>,
    },
}

/// Limits of a time such as `90m`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Duration {
    pub(crate) min: String,
    pub(crate) max: String,
}

/// A known value.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "keys that are known but not generated from")]
pub(crate) struct EnumValue {
    pub(crate) value: String,
    pub(crate) meaning_en: String,
    pub(crate) alias_of: Option<String>,
    seed_literal: Option<Value>,
    case: Option<String>,
    sources: Option<Value>,
}

/// Codes of broken rules.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Codes {
    pub(crate) missing: Option<String>,
    pub(crate) length: Option<String>,
    pub(crate) range: Option<String>,
    pub(crate) items: Option<String>,
    #[serde(rename = "enum")]
    pub(crate) values: Option<String>,
    pub(crate) pattern: Option<String>,
}

/// An object that may come as JSON text.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AsText {
    pub(crate) max_length: u32,
}
