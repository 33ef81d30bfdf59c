//! The request of `alipay.open.app.item.list.query`, typed. Written by `cargo xtask generate`; edit `spec/` instead.

use crate::schema::typed::{FromMembers, Reader, values};
use crate::schema::{Defect, Tree};

/// An accepted request of `alipay.open.app.item.list.query`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `page_num`: Page number, from 1.
    pub page_num: i64,
    /// `page_size`: Page size.
    pub page_size: i64,
    /// `item_id_list`: Platform item ids, at most 20.
    pub item_id_list: Vec<String>,
    /// `out_item_id_list`: Merchant item ids, at most 20.
    pub out_item_id_list: Vec<String>,
    /// `spu_status`: Item state filter (codes as proposed in component-order.md §8).
    pub spu_status: Option<SpuStatus>,
}

impl FromMembers for Request {
    fn from_members(members: &mut Reader<'_>) -> Result<Request, Defect> {
        Ok(Request {
            page_num: members.required("page_num")?,
            page_size: members.required("page_size")?,
            item_id_list: members.list("item_id_list")?,
            out_item_id_list: members.list("out_item_id_list")?,
            spu_status: members.optional("spu_status")?,
        })
    }
}

impl Request {
    /// Reads an accepted request.
    ///
    /// # Errors
    /// [`Defect`] where the tree was not accepted by this API's table.
    pub fn from_tree(tree: &Tree) -> Result<Request, Defect> {
        Request::read(tree)
    }
}

values! {
    /// `spu_status`: Item state filter (codes as proposed in component-order.md §8).
    closed SpuStatus {
        /// `AUDITING`: the first version waits for review.
        Auditing = "AUDITING",
        /// `AUDIT_REJECT`: the first version was rejected.
        AuditReject = "AUDIT_REJECT",
        /// `AVAILABLE`: on sale.
        Available = "AVAILABLE",
        /// `DELISTING`: taken off.
        Delisting = "DELISTING",
        /// `FREEZE`: stopped by the platform.
        Freeze = "FREEZE",
    } means {}
}
