//! Members of answers that are never sent, and why: there is no state of Tael in which the platform would send them. The
//! reference pages show the reasons; the generator reads this file, so it stands alone.

/// A member of an answer that is never sent, with everything below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoState {
    /// Its path, the same in every method.
    pub field: &'static str,
    /// Why there is no state that it could tell of.
    pub reason: &'static str,
}

const fn never(field: &'static str, reason: &'static str) -> NoState {
    NoState { field, reason }
}

const ONE_CURRENCY: &str =
    "Tael's ledger is kept in CNY alone; the platform answers this for trades in other currencies";
const CLEARING: &str = "Tael pays from its own ledger: no clearing organisation takes part";
const TAP: &str = "tap-to-pay needs a terminal and a product of its own, which Tael does not have";
const MEDICAL: &str = "medical insurance and other industries' funds are not among Tael's channels";

/// What the answers of the trade APIs never hold.
pub const NO_STATE: &[NoState] = &[
    never("open_id", "the page itself says that it is not filled any more"),
    never("pay_amount", ONE_CURRENCY),
    never("pay_currency", ONE_CURRENCY),
    never("settle_amount", ONE_CURRENCY),
    never("settle_currency", ONE_CURRENCY),
    never("settle_trans_rate", ONE_CURRENCY),
    never("trans_currency", ONE_CURRENCY),
    never("trans_pay_rate", ONE_CURRENCY),
    never("purchase_entity", "cross-border purchasing is a product of its own, which Tael does not have"),
    never("receipt_currency_type", "no channel of Tael pays in digital yuan"),
    never("bkagent_resp_info.bindclrissr_id", CLEARING),
    never("bkagent_resp_info.bindpyeracctbk_id", CLEARING),
    never("bkagent_resp_info.bindtrx_id", CLEARING),
    never("bkagent_resp_info.bkpyeruser_code", CLEARING),
    never(
        "payment_info_with_id_list",
        "the platform's internal numbers of payments, which Tael does not have",
    ),
    never("tap_pay_info", TAP),
    never("industry_sepc_detail", MEDICAL),
    never("industry_sepc_detail_acc", MEDICAL),
    never("industry_sepc_detail_gov", MEDICAL),
    never("medical_insurance_info", MEDICAL),
    never("external_payer_info", "an institution outside Tael would have to pay"),
    never(
        "charge_info_list.sub_fee_detail_list",
        "one channel pays what discounts leave over, so that no fee is made of several",
    ),
    never(
        "buyer_user_name",
        "returned only by special agreement with the platform, which Tael has no record of",
    ),
    never("business_params", "no channel of Tael returns business data with a payment"),
    never(
        "can_turn_to_app_pay",
        "a refused code payment is not continued in an app: a new order is paid there",
    ),
    never("cashier_type", "the cashier of Tael is one, opened by the control API, neither app nor H5"),
    never(
        "credit_biz_order_status",
        "the credit service keeps no order of its own in Tael: the authorisation and the trade tell its state",
    ),
    never(
        "enterprise_pay_info.invoice_amount",
        "enterprises hold no money in Tael, so that none of a payment is invoiced to them",
    ),
    never("ext_infos", "data by agreement with the platform, which Tael has no record of"),
    never("fulfillment_detail_list", "fulfilment is reported by methods that Tael does not have"),
    never(
        "intact_charge_info_list",
        "Tael keeps one fee of a payment, which the charge members tell; it keeps no separate bills of service fees",
    ),
    never("period_scene", "the contract of Tael knows the length of a period, no scene"),
    never("unpaid_reason", "a refusal is answered to the payment; the waiting trade keeps no reason"),
];
