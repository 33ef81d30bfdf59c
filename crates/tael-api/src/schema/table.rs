//! The declaration of an API as data: what `cargo xtask generate` writes from `spec/apis/*.yaml` and the engine reads.
//! The words are those of `spec/README.md`, "Schema".

use std::sync::OnceLock;

use regex::Regex;

/// A declared API.
#[derive(Debug)]
pub struct Api {
    /// The name on the wire, `alipay.trade.create`.
    pub method: &'static str,
    /// The Chinese title of its page.
    pub title_zh: &'static str,
    /// The English title.
    pub title_en: &'static str,
    /// The code that a broken rule raises where its field names no other: `ACQ.INVALID_PARAMETER` or, in families
    /// whose codes have no prefix, `INVALID_PARAMETER`.
    pub invalid_parameter: &'static str,
    /// The members of `biz_content`, in the order in which they are judged.
    pub request: &'static [Field],
    /// The members of the answer's node.
    pub response: &'static [Field],
    /// The business errors of this method.
    pub errors: &'static [ErrorRow],
}

impl Api {
    /// The row of an error code in this method's own table; texts of one code differ between methods.
    #[must_use]
    pub fn error(&self, code: &str) -> Option<&'static ErrorRow> {
        self.errors.iter().find(|row| row.code == code)
    }

    /// The request field at a dotted path without indices, `goods_detail.price`.
    #[must_use]
    pub fn request_field(&self, path: &str) -> Option<&'static Field> {
        let mut fields = self.request;
        let mut found = None;
        for name in path.split('.') {
            let field = fields.iter().find(|field| field.name == name)?;
            (found, fields) = (Some(field), field.children);
        }
        found
    }
}

/// One row of an error table.
#[derive(Debug)]
pub struct ErrorRow {
    /// The `sub_code`.
    pub code: &'static str,
    /// The `sub_msg` of the wire.
    pub message_zh: &'static str,
    /// Cause and fix, in English.
    pub fix_en: &'static str,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text; a bare number keeps its own digits.
    Text,
    /// Yuan with at most two decimals (`semantics.md §2.1`).
    Money,
    /// A decimal number that keeps its text.
    Number,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// Text that by agreement holds JSON; other text is not refused.
    JsonText,
    /// An object with the field's children.
    Object,
    /// A list of objects with the field's children.
    Array,
    /// A list of scalars of [`Field::item`].
    List,
}

/// One field with its rules.
#[derive(Debug)]
pub struct Field {
    /// The member's name.
    pub name: &'static str,
    /// The dotted path from the top, without indices.
    pub path: &'static str,
    /// Other names under which the member is accepted.
    pub aliases: &'static [&'static str],
    /// What the value is.
    pub kind: Kind,
    /// What an element of a [`Kind::List`] is.
    pub item: Kind,
    /// Must be there (inside its object or element).
    pub required: bool,
    /// Must be there when this holds.
    pub required_when: Option<&'static Condition>,
    /// Must not be there when this holds.
    pub forbidden_when: Option<&'static Condition>,
    /// Whether it must be there depends on state and is decided by the method.
    pub decided_in_method: bool,
    /// The group of which this is a member.
    pub choice: Option<&'static Choice>,
    /// The least number of characters (digits of a number); 0 where there is no limit or it is not enforced.
    pub min_length: u32,
    /// The largest number of characters (digits of a number); [`u32::MAX`] where there is no limit or it is not enforced.
    pub max_length: u32,
    /// What the whole text must match.
    pub pattern: Option<&'static Pattern>,
    /// The known values; empty where any is allowed.
    pub values: &'static [Value],
    /// Other values than the known ones are accepted.
    pub values_open: bool,
    /// The text is a list with this between its elements; the known values hold for each.
    pub separator: Option<char>,
    /// The smallest and largest value.
    pub range: Range,
    /// The number of significant decimals, for money and numbers.
    pub decimals: u8,
    /// The shortest and longest time, for texts like `90m`.
    pub duration: Option<Duration>,
    /// A form that the text must have.
    pub format: Option<Format>,
    /// The least number of elements.
    pub min_items: u32,
    /// The largest number of elements.
    pub max_items: u32,
    /// Characters that should not stand in the text.
    pub forbidden_chars: &'static [char],
    /// They are always refused, not only in strict mode.
    pub forbidden_chars_refused: bool,
    /// Codes of rules whose violation is not the method's [`Api::invalid_parameter`].
    pub codes: Codes,
    /// The members of the object or of one element.
    pub children: &'static [Field],
    /// Members that are not children are accepted and kept.
    pub open: bool,
    /// The object may come as JSON text of at most so many characters (without this, of any length).
    pub as_text: Option<u32>,
    /// The example of the page, as JSON text.
    pub example: Option<&'static str>,
}

impl Field {
    /// A field without rules: optional text.
    pub const BLANK: Field = Field {
        name: "",
        path: "",
        aliases: &[],
        kind: Kind::Text,
        item: Kind::Text,
        required: false,
        required_when: None,
        forbidden_when: None,
        decided_in_method: false,
        choice: None,
        min_length: 0,
        max_length: u32::MAX,
        pattern: None,
        values: &[],
        values_open: false,
        separator: None,
        range: Range::ANY,
        decimals: 2,
        duration: None,
        format: None,
        min_items: 0,
        max_items: u32::MAX,
        forbidden_chars: &[],
        forbidden_chars_refused: false,
        codes: Codes::NONE,
        children: &[],
        open: false,
        as_text: None,
        example: None,
    };

    /// True for a member's name or one of its aliases.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.aliases.contains(&name)
    }

    /// The known value that a text names: the same text, else the same without regard to case.
    #[must_use]
    pub fn value(&self, text: &str) -> Option<&'static Value> {
        self.values
            .iter()
            .find(|v| v.text == text)
            .or_else(|| self.values.iter().find(|v| v.text.eq_ignore_ascii_case(text)))
    }
}

/// A known value of a field.
#[derive(Debug)]
pub struct Value {
    /// The value in its canonical spelling.
    pub text: &'static str,
    /// The value that it means, where it is only another name for that one.
    pub means: &'static str,
}

/// A condition on another field.
#[derive(Debug)]
pub struct Condition {
    /// The other field's path from the top; inside an array it is that of the same element.
    pub path: &'static str,
    /// What is asked of it.
    pub test: Test,
    /// The code of a violation, where it is not the method's own.
    pub code: Option<&'static str>,
}

/// What a [`Condition`] asks.
#[derive(Debug)]
pub enum Test {
    /// Sent, and neither null nor empty.
    Present,
    /// Not sent, null or empty.
    Absent,
    /// Has this value.
    Is(&'static str),
    /// Has another value, or none.
    IsNot(&'static str),
}

/// A group of sibling fields of which some must be sent.
#[derive(Debug)]
pub struct Choice {
    /// The member at which the group is judged: the first in the order of the table.
    pub first: &'static str,
    /// All members.
    pub members: &'static [&'static str],
    /// How many may come.
    pub rule: ChoiceRule,
    /// Where the rule depends on another field.
    pub only_when: Option<ChoiceWhen>,
    /// Which member counts when several come, best first; empty where the page does not say.
    pub priority: &'static [&'static str],
}

/// `rule_when` of a [`Choice`].
#[derive(Debug)]
pub struct ChoiceWhen {
    /// The rule holds when this is so …
    pub condition: Condition,
    /// … and this one when it is not.
    pub otherwise: ChoiceRule,
}

/// How many members of a [`Choice`] may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceRule {
    /// None and several are refused.
    ExactlyOne,
    /// None is refused.
    AtLeastOne,
    /// Several are refused.
    AtMostOne,
    /// Never refused.
    Any,
}

/// A smallest and largest value, in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The smallest value.
    pub min: Option<i64>,
    /// The largest value.
    pub max: Option<i64>,
    /// The largest value itself is too large.
    pub max_exclusive: bool,
}

impl Range {
    /// No limits.
    pub const ANY: Range = Range { min: None, max: None, max_exclusive: false };
}

/// A shortest and longest time, inclusive. `1c` is always inside where the pattern allows it.
#[derive(Clone, Copy, Debug)]
pub struct Duration {
    /// The shortest, `1m`.
    pub min: &'static str,
    /// The longest, `15d`.
    pub max: &'static str,
}

/// A form of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `yyyy-MM-dd HH:mm:ss`, a real calendar value.
    DateTime,
    /// `yyyy-MM-dd`, a real calendar value.
    Date,
    /// `yyyyMMdd`, a real calendar value.
    CompactDate,
    /// Standard base64.
    Base64,
}

/// Codes of broken rules, by kind of rule.
#[derive(Clone, Copy, Debug)]
pub struct Codes {
    /// The field is missing.
    pub missing: Option<&'static str>,
    /// Too short or too long.
    pub length: Option<&'static str>,
    /// Below the smallest or above the largest value.
    pub range: Option<&'static str>,
    /// Too few or too many elements.
    pub items: Option<&'static str>,
    /// Not one of the known values.
    pub values: Option<&'static str>,
    /// Not of the pattern, format or duration.
    pub pattern: Option<&'static str>,
}

impl Codes {
    /// The method's own code everywhere.
    pub const NONE: Codes =
        Codes { missing: None, length: None, range: None, items: None, values: None, pattern: None };
}

/// A regular expression for a whole text, compiled at its first use and kept.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern; the generator and a test see to it that it compiles.
    #[must_use]
    pub const fn new(source: &'static str) -> Pattern {
        Pattern { source, compiled: OnceLock::new() }
    }

    /// The expression as the page has it.
    #[must_use]
    pub fn source(&self) -> &'static str {
        self.source
    }

    /// True where the whole text fits; false for every text where the expression itself is broken.
    #[must_use]
    pub fn fits(&self, text: &str) -> bool {
        self.compiled
            .get_or_init(|| Regex::new(&format!("^(?:{})$", self.source)).ok())
            .as_ref()
            .is_some_and(|regex| regex.is_match(text))
    }

    /// True where the expression compiles.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        Regex::new(self.source).is_ok()
    }
}
