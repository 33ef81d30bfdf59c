//! The request of `alipay.open.app.item.query`, typed. Written by `cargo xtask generate`; edit `spec/` instead.

use crate::schema::typed::{FromMembers, Reader, values};
use crate::schema::{Defect, Tree};

/// An accepted request of `alipay.open.app.item.query`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `item_id`: Platform-side item id.
    pub item_id: Option<String>,
    /// `out_item_id`: Merchant item id.
    pub out_item_id: Option<String>,
    /// `need_edit_spu`: Which version.
    pub need_edit_spu: Option<NeedEditSpu>,
}

impl FromMembers for Request {
    fn from_members(members: &mut Reader<'_>) -> Result<Request, Defect> {
        Ok(Request {
            item_id: members.optional("item_id")?,
            out_item_id: members.optional("out_item_id")?,
            need_edit_spu: members.optional("need_edit_spu")?,
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
    /// `need_edit_spu`: Which version.
    closed NeedEditSpu {
        /// `0`: online version.
        V0 = "0",
        /// `1`: version being edited.
        V1 = "1",
    } means {}
}
