//! Answers on their way out: formatted, signed, enveloped (`protocol.md §3`).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use tael_api::method::Answer;
use tael_wire::charset::Charset;
use tael_wire::code::GatewayError;
use tael_wire::sign::{SignType, Signer};
use tael_wire::v2::envelope::{self, Head};
use tael_wire::v2::page;

use crate::admit::Manner;

/// A written answer.
#[derive(Clone, Debug)]
pub struct Written {
    /// The bytes of the body.
    pub body: Bytes,
    /// Its Content-Type, always with a charset.
    pub content_type: &'static str,
}

/// Writes answers with the platform's key. Answers that are the same for every caller are signed once and kept.
pub struct Writer {
    signer: Arc<Signer>,
    kept: Mutex<HashMap<Kept, Written>>,
}

/// What a kept answer depends on: envelope, signature type, charset.
type Kept = (String, Option<SignType>, Charset);

/// Kept answers; methods are names that callers make up.
const KEPT_MAX: usize = 1024;

impl Writer {
    /// A writer with this key.
    #[must_use]
    pub fn new(signer: Arc<Signer>) -> Writer {
        Writer { signer, kept: Mutex::default() }
    }

    /// Writes an answer in the charset of its request.
    #[must_use]
    pub fn write(&self, answer: &Answer, manner: &Manner, charset: Charset) -> Written {
        if manner.page {
            let (code, reason) =
                (answer.sub_code.unwrap_or(answer.code), answer.sub_msg.as_deref().unwrap_or(answer.msg));
            return Written { body: page::error_page(code, reason).into(), content_type: page::CONTENT_TYPE };
        }
        let head = Head {
            code: answer.code,
            msg: answer.msg,
            sub_code: answer.sub_code.map(Into::into),
            sub_msg: answer.sub_msg.as_deref().map(Into::into),
        };
        let object = envelope::object_bytes(Some(&head), &answer.body, charset);
        // a key that does not sign is found at start: what remains is a failing random source, and unsigned is honest then
        let sign = manner.sign.and_then(|sign_type| self.signer.sign(sign_type, &object).ok());
        let body = envelope::splice(&manner.envelope, &object, None, sign.as_deref());
        Written { body: body.into(), content_type: charset.answer_content_type() }
    }

    /// The refusal of an overloaded gateway, signed once for each envelope, signature type and charset.
    #[must_use]
    pub fn busy(&self, manner: &Manner, charset: Charset) -> Written {
        let key = (manner.envelope.key().to_owned(), manner.sign, charset);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(written) = kept.get(&key) {
            return written.clone();
        }
        if kept.len() >= KEPT_MAX {
            kept.clear();
        }
        let written = self.write(&Answer::public(GatewayError::IspUnknowError), manner, charset);
        kept.insert(key, written.clone());
        written
    }
}
