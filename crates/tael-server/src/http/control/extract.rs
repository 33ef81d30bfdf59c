//! What calls bring with them: the world, the body, the id in the path, the query.

use std::sync::Arc;

use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use http::StatusCode;
use http::request::Parts;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde_json::{Map, Value};
use smol_str::SmolStr;
use tael_api::admin::{self, Kind, Place, Refusal};
use tael_core::id::WorldId;
use tael_store::{Directory, DirectoryKind, Key, Page, Query, Row, World};

use super::refused::Refused;
use crate::committer::Failure;
use crate::node::Node;

/// The largest body of the control API, in bytes.
const BODY_BYTES_MAX: usize = 1024 * 1024;

/// The world that the header `tael-world` names, `main` without one.
#[derive(Clone, Copy, Debug)]
pub(super) struct In(pub(super) Place);

impl FromRequestParts<Arc<Node>> for In {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, node: &Arc<Node>) -> Result<In, Refused> {
        let name = match parts.headers.get("tael-world") {
            Some(name) => String::from_utf8_lossy(name.as_bytes()).into_owned(),
            None => "main".to_owned(),
        };
        let world = match name.as_str() {
            "main" => main_world(node).await?,
            name => named_world(node, name).await?,
        };
        let world = world.ok_or_else(|| no_world(&name))?;
        Ok(In(Place { world: world.id, book: world.book }))
    }
}

async fn main_world(node: &Node) -> Result<Option<World>, Refused> {
    let key = Key::World(WorldId::MAIN);
    let rows = node.store.snapshot().await?.load(&[key].into()).await?;
    Ok(match rows.into_iter().next() {
        Some((_, Some(Row::World(world)))) => Some(world),
        _ => None,
    })
}

async fn named_world(node: &Node, name: &str) -> Result<Option<World>, Refused> {
    let mut after: Option<SmolStr> = None;
    loop {
        let query =
            Query::List { kind: DirectoryKind::World, world: None, merchant: None, after, limit: 1_000 };
        let Page::Directory(rows) = node.store.page(query).await? else { return Err(defect("worlds")) };
        let mut last = None;
        for row in rows {
            let Directory::World(world) = row else { continue };
            if world.name == name {
                return Ok(Some(world));
            }
            last = Some(SmolStr::new(world.id.0.to_string()));
        }
        match last {
            Some(last) => after = Some(last),
            None => return Ok(None),
        }
    }
}

fn no_world(name: &str) -> Refused {
    let refusal = Refusal::new(
        Kind::NotFound,
        "UNKNOWN_WORLD",
        format!("there is no world {name:?}: leave the header tael-world out for the main one"),
        format!("不存在名为 {name:?} 的环境：去掉请求头 tael-world 即使用 main"),
    );
    Refused::from(refusal.at("tael-world"))
}

/// A page of another kind than its query has.
pub(super) fn defect(what: &str) -> Refused {
    Failure::Defect(format!("the store answers another question than that for {what}")).into()
}

/// The id in the path.
#[derive(Clone, Debug)]
pub(super) struct Id(pub(super) String);

impl FromRequestParts<Arc<Node>> for Id {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, node: &Arc<Node>) -> Result<Id, Refused> {
        match Path::<String>::from_request_parts(parts, node).await {
            Ok(Path(id)) => Ok(Id(id)),
            Err(_) => Err(Refused::from(Refusal::new(
                Kind::Invalid,
                "BAD_PATH",
                "the id in the path is not UTF-8: encode it with % and two digits a byte",
                "路径中的编号不是 UTF-8：请按字节用 % 加两位十六进制编码",
            ))),
        }
    }
}

/// The parameters of the query.
#[derive(Clone, Debug, Default)]
pub(super) struct Params(Map<String, Value>);

impl FromRequestParts<Arc<Node>> for Params {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Node>) -> Result<Params, Refused> {
        let pairs = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
        let mut params = Params::default();
        for (name, value) in pairs.map_err(|error| bad_query(&error.to_string()))?.0 {
            if params.0.contains_key(&name) {
                return Err(bad_query(&format!("{name:?} twice")));
            }
            params.0.insert(name, Value::String(value));
        }
        Ok(params)
    }
}

fn bad_query(reason: &str) -> Refused {
    Refused::from(Refusal::new(
        Kind::Invalid,
        "BAD_QUERY",
        format!("the query cannot be read ({reason}): name each parameter once"),
        format!("无法读取查询参数（{reason}）：每个参数只写一次"),
    ))
}

impl Params {
    /// Refuses parameters that the call does not have.
    pub(super) fn only(self, known: &[&str]) -> Result<Params, Refused> {
        admin::check_members(&self.0, known)?;
        Ok(self)
    }

    /// A parameter that is not empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str).filter(|value| !value.is_empty())
    }

    /// `limit`: 1 to 1,000, 50 without one.
    pub(super) fn limit(&self) -> Result<u32, Refused> {
        let Some(text) = self.get("limit") else { return Ok(50) };
        let limit = text.parse().ok().filter(|limit| (1..=1_000).contains(limit));
        limit.ok_or_else(|| {
            Refusal::invalid("limit", "a whole number from 1 to 1000", " 1 到 1000 的整数").into()
        })
    }

    /// `after`: the last id of the page before.
    pub(super) fn after(&self) -> Option<SmolStr> {
        self.get("after").map(SmolStr::new)
    }
}

/// The body: a JSON object, `{}` where there is none.
#[derive(Clone, Debug)]
pub(super) struct Body(pub(super) Map<String, Value>);

impl FromRequest<Arc<Node>> for Body {
    type Rejection = Refused;

    async fn from_request(request: Request, _: &Arc<Node>) -> Result<Body, Refused> {
        let bytes = match Limited::new(request.into_body(), BODY_BYTES_MAX).collect().await {
            Ok(collected) => collected.to_bytes(),
            Err(error) if error.is::<LengthLimitError>() => return Err(too_large()),
            Err(error) => return Err(not_json(&error.to_string())),
        };
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Ok(Body(Map::new()));
        }
        match serde_json::from_slice(&bytes) {
            Ok(Value::Object(members)) => Ok(Body(members)),
            Ok(_) => Err(not_json("it is not an object")),
            Err(error) => Err(not_json(&error.to_string())),
        }
    }
}

fn too_large() -> Refused {
    Refused::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        Refusal::new(
            Kind::Invalid,
            "TOO_LARGE",
            format!("the body has more than {BODY_BYTES_MAX} bytes: send less in one call"),
            format!("请求体超过 {BODY_BYTES_MAX} 字节：请分多次发送"),
        ),
    )
}

fn not_json(reason: &str) -> Refused {
    Refused::from(Refusal::new(
        Kind::Invalid,
        "INVALID_JSON",
        format!("the body must be a JSON object: {reason}"),
        format!("请求体必须是 JSON 对象：{reason}"),
    ))
}
