//! The request of `alipay.open.app.item.delete`, typed. Written by `cargo xtask generate`; edit `spec/` instead.

use crate::schema::typed::{FromMembers, Reader};
use crate::schema::{Defect, Tree};

/// An accepted request of `alipay.open.app.item.delete`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `item_id_list`: Platform item ids, at most 20.
    pub item_id_list: Vec<String>,
    /// `out_item_id_list`: Merchant item ids, at most 20.
    pub out_item_id_list: Vec<String>,
    /// `a_store_id`: Shop id.
    pub a_store_id: Option<String>,
}

impl FromMembers for Request {
    fn from_members(members: &mut Reader<'_>) -> Result<Request, Defect> {
        Ok(Request {
            item_id_list: members.list("item_id_list")?,
            out_item_id_list: members.list("out_item_id_list")?,
            a_store_id: members.optional("a_store_id")?,
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
