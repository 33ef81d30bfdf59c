//! What a query tells back of the request that made the trade, and of enterprise payment.

use tael_core::party::{ContractMode, EnterpriseStatus, Merchant, User};
use tael_core::trade::{GoodsLine, Trade};

use crate::generated::Code;
use crate::generated::alipay_trade_query::Response;
use crate::generated::alipay_trade_query::response::{EnterprisePayInfo, ReqGoodsDetail};
use crate::method::Rule;

/// The members of the request that queries give back: passback_params and the goods to everybody, title and description
/// to indirect merchants only.
pub(super) fn add(trade: &Trade, merchant: Option<&Merchant>, response: &mut Response) {
    let detail = &trade.detail;
    response.req_goods_detail = detail.funding.goods.iter().map(goods).collect();
    response.passback_params = detail.passback_params.clone();
    let signed = merchant.and_then(|m| m.contracts.iter().find(|c| c.product_code == detail.product_code));
    if signed.is_some_and(|contract| contract.mode == ContractMode::Indirect) {
        (response.subject, response.body) = (Some(detail.subject.clone()), detail.body.clone());
    }
}

fn goods(line: &GoodsLine) -> ReqGoodsDetail {
    let more = line.more.as_deref().cloned().unwrap_or_default();
    ReqGoodsDetail {
        goods_id: Some(line.goods_id.clone()),
        goods_name: Some(line.name.clone()),
        price: Some(line.price),
        quantity: Some(quantity(line.hundredths)),
        alipay_goods_id: more.alipay_goods_id,
        goods_category: more.goods_category,
        categories_tree: more.categories_tree,
        body: more.body,
        show_url: more.show_url,
        out_item_id: more.out_item_id,
        out_sku_id: more.out_sku_id,
        goods_ean_id: more.goods_ean_id,
    }
}

fn quantity(hundredths: i64) -> String {
    match hundredths % 100 {
        0 => (hundredths / 100).to_string(),
        rest => format!("{}.{rest:02}", hundredths / 100),
    }
}

/// The group `enterprise_pay_info` of a trade whose request names enterprise payment. Tael's enterprises hold no money:
/// the buyer pays, and the answer says so.
///
/// # Errors
/// ACQ.ENTERPRISE_PAY_BIZ_ERROR where the buyer's enterprise is not in order.
pub(super) fn enterprise(
    asked: bool,
    trade: &Trade,
    buyer: Option<&User>,
) -> Result<Option<EnterprisePayInfo>, Rule> {
    let Some(info) = trade.detail.context.enterprise.as_ref().filter(|_| asked) else { return Ok(None) };
    let enterprise = buyer.and_then(|buyer| Some((buyer, buyer.enterprise.as_ref()?)));
    match enterprise {
        Some((buyer, of)) if of.status == EnterpriseStatus::Abnormal => {
            let hint = format!(
                "enterprise {:?} of user {} is ABNORMAL: PATCH /buyers/{} with enterprise.status NORMAL mends it",
                of.name, buyer.user_id, buyer.user_id
            );
            Err(Rule::because(Code::EnterprisePayBizError, hint))
        }
        _ => Ok(Some(EnterprisePayInfo {
            is_use_enterprise_pay: Some(false),
            biz_info: (!info.is_empty()).then(|| info.clone()),
            invoice_amount: None,
        })),
    }
}
