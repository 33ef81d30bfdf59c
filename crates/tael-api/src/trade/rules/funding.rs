//! What an order says about how it may be paid: goods, virtual goods, instalments (`semantics.md §2.6`).

use tael_core::money::Fen;
use tael_core::trade::{FundingTerms, GoodsLine, InstalmentTerms};

use crate::generated::Code;
use crate::method::Rule;

/// The members of `extend_params` about instalments: the names of the pages, and the newer ones.
#[derive(Clone, Copy, Debug, Default)]
pub struct Instalments<'a> {
    /// `hb_fq_num`.
    pub hb_number: Option<&'a str>,
    /// `hb_fq_seller_percent`.
    pub hb_seller_percent: Option<&'a str>,
    /// `fq_num`.
    pub number: Option<&'a str>,
    /// `fq_seller_percent`.
    pub seller_percent: Option<&'a str>,
    /// `fq_channels`, comma separated.
    pub channels: Option<&'a str>,
}

/// The instalment channel that there is: the credit line.
const CREDIT_LINE: &str = "alipayfq";

/// How many of the goods, in hundredths; `quantity` has at most two decimals.
#[must_use]
pub fn hundredths(quantity: &str) -> i64 {
    // a decimal with at most two places reads like an amount: in hundredths
    Fen::parse_yuan(quantity).map_or(0, |q| q.0)
}

/// The lines of `goods_detail`: create and pay have types of their own for them, with the same members.
macro_rules! goods {
    ($lines:expr) => {
        $lines.iter().map(|line| {
            let more = tael_core::trade::GoodsMore {
                alipay_goods_id: line.alipay_goods_id.clone(),
                goods_category: line.goods_category.clone(),
                categories_tree: (!line.categories_tree.is_empty()).then(|| line.categories_tree.join("|")),
                body: line.body.clone(),
                show_url: line.show_url.clone(),
                out_item_id: line.out_item_id.clone(),
                out_sku_id: line.out_sku_id.clone(),
                goods_ean_id: line.goods_ean_id.clone(),
            };
            tael_core::trade::GoodsLine {
                goods_id: line.goods_id.clone(),
                name: line.goods_name.clone(),
                price: line.price,
                hundredths: $crate::trade::rules::funding::hundredths(&line.quantity),
                more: (more != tael_core::trade::GoodsMore::default()).then(|| Box::new(more)),
            }
        })
    };
}
pub(in crate::trade) use goods;

/// The terms of an order.
///
/// # Errors
/// Invalid parameter; ACQ.ILLEGAL_ARGUMENT where virtual goods shall be paid in instalments.
pub fn terms(
    goods: Vec<GoodsLine>,
    virtual_goods: bool,
    asked: Instalments<'_>,
) -> Result<FundingTerms, Rule> {
    let instalments = instalments(asked)?;
    if virtual_goods && instalments.is_some() {
        let hint = "virtual goods may not be paid by the credit line, so not in instalments either";
        return Err(Rule::because(Code::IllegalArgument, hint));
    }
    Ok(FundingTerms { goods, virtual_goods, instalments })
}

fn instalments(asked: Instalments<'_>) -> Result<Option<InstalmentTerms>, Rule> {
    let number = same(asked.hb_number, asked.number, "fq_num")?;
    let percent = same(asked.hb_seller_percent, asked.seller_percent, "fq_seller_percent")?;
    let seller_bears = match percent.map(|(_, text)| text) {
        None | Some("0") => false,
        Some("100") => true,
        Some(text) => return Err(closed(percent, text, "0、100", "0 or 100")),
    };
    let of = |name: &str| name.trim().eq_ignore_ascii_case(CREDIT_LINE);
    let Some((_, text)) = number else { return Ok(None) };
    if let Some(list) = asked.channels.filter(|list| !list.split(',').any(of)) {
        return Err(closed(Some(("fq_channels", list)), list, CREDIT_LINE, CREDIT_LINE));
    }
    let count = match text {
        "3" => 3,
        "6" => 6,
        "12" => 12,
        _ => return Err(closed(number, text, "3、6、12", "3, 6 or 12")),
    };
    Ok(Some(InstalmentTerms { number: count, seller_bears }))
}

/// The value of a member and its newer name, with the name that was used.
fn same<'a>(
    old: Option<&'a str>,
    new: Option<&'a str>,
    name: &'static str,
) -> Result<Option<(&'static str, &'a str)>, Rule> {
    let old_name = if name == "fq_num" { "hb_fq_num" } else { "hb_fq_seller_percent" };
    match (old, new) {
        (Some(a), Some(b)) if a != b => Err(Rule::invalid(
            &format!("extend_params.{name}"),
            &format!("与 {old_name} 不一致，实际为 {b}"),
            &format!("is {b}, but {old_name} is {a}"),
        )),
        (Some(a), _) => Ok(Some((old_name, a))),
        (None, new) => Ok(new.map(|text| (name, text))),
    }
}

fn closed(member: Option<(&str, &str)>, got: &str, zh: &str, en: &str) -> Rule {
    let name = member.map_or("fq_num", |(name, _)| name);
    let got: String = got.chars().take(64).collect();
    Rule::invalid(
        &format!("extend_params.{name}"),
        &format!("取值应为 {zh}，实际为 {got}"),
        &format!("must be {en}, got {got}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(asked: Instalments<'_>) -> Result<Option<(u8, bool)>, String> {
        match terms(Vec::new(), false, asked) {
            Ok(terms) => Ok(terms.instalments.map(|i| (i.number, i.seller_bears))),
            Err(Rule::Refused { message, .. }) => Err(message.unwrap_or_default()),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn old_and_new_names_say_the_same() {
        let none = Instalments::default();
        assert_eq!(read(none), Ok(None));
        assert_eq!(read(Instalments { hb_number: Some("3"), ..none }), Ok(Some((3, false))));
        let new = Instalments { number: Some("12"), seller_percent: Some("100"), ..none };
        assert_eq!(read(new), Ok(Some((12, true))));
        let both = Instalments { hb_number: Some("6"), number: Some("6"), ..none };
        assert_eq!(read(both), Ok(Some((6, false))));
        let channels = Instalments { channels: Some("alipayfq_cc, ALIPAYFQ"), ..both };
        assert_eq!(read(channels), Ok(Some((6, false))));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let none = Instalments::default();
        let three = Instalments { hb_number: Some("3"), ..none };
        for (wrong, path) in [
            (Instalments { hb_number: Some("4"), ..none }, "extend_params.hb_fq_num"),
            (Instalments { number: Some("3.0"), ..none }, "extend_params.fq_num"),
            (Instalments { number: Some("6"), ..three }, "extend_params.fq_num"),
            (Instalments { hb_seller_percent: Some("50"), ..three }, "extend_params.hb_fq_seller_percent"),
            (Instalments { seller_percent: Some("50"), ..none }, "extend_params.fq_seller_percent"),
            (Instalments { channels: Some("alipayfq_cc"), ..three }, "extend_params.fq_channels"),
        ] {
            let message = read(wrong).unwrap_err();
            assert!(message.contains(path), "{message}");
        }
        let virtual_goods = terms(Vec::new(), true, three);
        assert!(matches!(virtual_goods, Err(Rule::Refused { code: Code::IllegalArgument, .. })));
    }
}
