//! From an accepted tree to the generated types. The generated code calls nothing else.

use smol_str::SmolStr;
use tael_core::money::Fen;
use tael_core::time::Instant;

use super::tree::{Node, Tree};

/// A tree that does not fit the generated type: it was not accepted by the same table, for instance because it was
/// stored by another version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the request's member {name} is missing or not of its type")]
pub struct Defect {
    /// The member.
    pub name: &'static str,
}

/// What can be read from one value.
pub trait FromNode: Sized {
    /// The typed value; `None` where the node is none.
    ///
    /// # Errors
    /// [`Defect`] inside an object.
    fn from_node(node: &Node) -> Result<Option<Self>, Defect>;
}

/// A generated struct.
pub trait FromMembers: Sized {
    /// Reads the members in the order of the table.
    ///
    /// # Errors
    /// [`Defect`] names the first member that does not fit.
    fn from_members(members: &mut Reader<'_>) -> Result<Self, Defect>;

    /// Reads a whole tree.
    ///
    /// # Errors
    /// [`Defect`] names the first member that does not fit.
    fn read(tree: &Tree) -> Result<Self, Defect> {
        Self::from_members(&mut Reader { members: tree.members(), next: 0 })
    }
}

/// Members under reading.
#[derive(Debug)]
pub struct Reader<'t> {
    members: &'t [(SmolStr, Node)],
    next: usize,
}

impl<'t> Reader<'t> {
    /// The member of a name; members mostly stand in the order in which they are asked for.
    fn find(&mut self, name: &str) -> Option<&'t Node> {
        let rest = self.next.min(self.members.len());
        let at = match self.members.get(rest) {
            Some((key, _)) if key == name => rest,
            _ => self.members.iter().position(|(key, _)| key == name)?,
        };
        self.next = at + 1;
        Some(&self.members[at].1)
    }

    /// A member that may be absent.
    ///
    /// # Errors
    /// [`Defect`] where it is there and does not fit.
    pub fn optional<T: FromNode>(&mut self, name: &'static str) -> Result<Option<T>, Defect> {
        match self.find(name) {
            None => Ok(None),
            Some(node) => T::from_node(node)?.map(Some).ok_or(Defect { name }),
        }
    }

    /// A member that must be there.
    ///
    /// # Errors
    /// [`Defect`] where it is not, or does not fit.
    pub fn required<T: FromNode>(&mut self, name: &'static str) -> Result<T, Defect> {
        self.optional(name)?.ok_or(Defect { name })
    }

    /// A list; an absent one is empty.
    ///
    /// # Errors
    /// [`Defect`] where it is there and does not fit.
    pub fn list<T: FromNode>(&mut self, name: &'static str) -> Result<Vec<T>, Defect> {
        let items = match self.find(name) {
            None => return Ok(Vec::new()),
            Some(Node::List(items)) => items,
            Some(_) => return Err(Defect { name }),
        };
        items.iter().map(|item| T::from_node(item)?.ok_or(Defect { name })).collect()
    }

    /// The elements of a text that is a list with a separator; an absent one is empty, and so are empty elements left out.
    ///
    /// # Errors
    /// [`Defect`] where it is there and an element does not fit.
    pub fn split<T: FromNode>(&mut self, name: &'static str, separator: char) -> Result<Vec<T>, Defect> {
        let Some(node) = self.find(name) else { return Ok(Vec::new()) };
        let text = node.scalar().ok_or(Defect { name })?;
        text.split(separator)
            .filter(|element| !element.is_empty())
            .map(|element| T::from_node(&Node::Text(SmolStr::new(element)))?.ok_or(Defect { name }))
            .collect()
    }
}

impl<T: FromMembers> FromNode for T {
    fn from_node(node: &Node) -> Result<Option<Self>, Defect> {
        match node {
            Node::Object(members) => T::from_members(&mut Reader { members, next: 0 }).map(Some),
            _ => Ok(None),
        }
    }
}

impl FromNode for String {
    fn from_node(node: &Node) -> Result<Option<Self>, Defect> {
        Ok(node.scalar().map(str::to_owned))
    }
}

impl FromNode for bool {
    fn from_node(node: &Node) -> Result<Option<Self>, Defect> {
        Ok(match node {
            Node::Bool(value) => Some(*value),
            _ => None,
        })
    }
}

impl FromNode for i64 {
    fn from_node(node: &Node) -> Result<Option<Self>, Defect> {
        Ok(node.scalar().and_then(|text| text.parse().ok()))
    }
}

impl FromNode for Fen {
    fn from_node(node: &Node) -> Result<Option<Self>, Defect> {
        Ok(node.scalar().and_then(|text| Fen::parse_yuan(text).ok()))
    }
}

impl FromNode for Instant {
    fn from_node(node: &Node) -> Result<Option<Self>, Defect> {
        Ok(node.scalar().and_then(Instant::parse_beijing))
    }
}

/// An enumeration of the wire: a closed one has the variants of its page, an open one also `Other`.
///
/// A value may be another name of a variant (`=> Name`): it is read as that one.
macro_rules! values {
    (
        $(#[$doc:meta])*
        $kind:ident $name:ident {
            $($(#[$vdoc:meta])* $variant:ident = $text:literal,)*
        } means { $($alias:literal => $target:ident,)* }
    ) => {
        $crate::schema::typed::values!(@type $kind $(#[$doc])* $name { $($(#[$vdoc])* $variant = $text,)* } $($alias => $target,)*);
        impl $crate::schema::typed::FromNode for $name {
            fn from_node(node: &$crate::schema::Node) -> Result<Option<Self>, $crate::schema::Defect> {
                Ok(node.scalar().and_then($name::read))
            }
        }
        impl $crate::schema::answer::Member for $name {
            fn value(&self) -> Option<tael_wire::json::Value> {
                Some(tael_wire::json::Value::Text(self.as_str().to_owned().into()))
            }
        }
    };
    (@type closed $(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* } $($alias:literal => $target:ident,)*) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$vdoc])* $variant,)*
        }
        impl $name {
            /// The value on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self { $($name::$variant => $text,)* }
            }
            /// Reads a value in its canonical spelling; `None` where it is not one of the set.
            #[must_use]
            pub fn read(text: &str) -> Option<Self> {
                match text {
                    $($text => Some($name::$variant),)*
                    $($alias => Some($name::$target),)*
                    _ => None,
                }
            }
        }
    };
    (@type open $(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* } $($alias:literal => $target:ident,)*) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$vdoc])* $variant,)*
            /// A value that the page does not list.
            Other(String),
        }
        impl $name {
            /// The value on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self { $($name::$variant => $text,)* $name::Other(text) => text }
            }
            /// Reads a value in its canonical spelling; always something.
            #[must_use]
            pub fn read(text: &str) -> Option<Self> {
                Some(match text {
                    $($text => $name::$variant,)*
                    $($alias => $name::$target,)*
                    _ => $name::Other(text.to_owned()),
                })
            }
        }
    };
}
pub(crate) use values;
