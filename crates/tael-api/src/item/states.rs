//! What state raises each code of the item library.

use crate::states::State;

const fn state(code: &'static str, en: &'static str, zh: &'static str) -> State {
    State { code, en, zh, silent: &[] }
}

/// The states of the item library.
pub const STATES: &[State] = &[
    state(
        "SYSTEM_ERROR",
        "the fault business_system_error is ordered for the method; an unexpected failure answers 20000 aop.ACQ.SYSTEM_ERROR instead",
        "为该接口设置了故障 business_system_error；真正的内部异常返回 20000 aop.ACQ.SYSTEM_ERROR",
    ),
    state(
        "INVALID_PARAMETER",
        "a field breaks its rule, or names what is not there: an item or SKU of another application, an id that is taken, a picture that was not uploaded, an item that is frozen or was never approved (direct.modify); sub_msg names path and rule",
        "字段不符合规则，或引用不存在的对象：不属于本应用的商品或 SKU、已被占用的编号、未上传的素材、已冻结或从未审核通过的商品（免审修改）；sub_msg 指明路径和规则",
    ),
    state(
        "MINI_APP_HAS_NOT_REG",
        "the app has icp_filed=false (PATCH /apps/{app_id})",
        "应用的 icp_filed 为 false（PATCH /apps/{app_id}）",
    ),
];
