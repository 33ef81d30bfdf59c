//! The form of one delivery: the stored parameters, the time of the delivery, the signature (`protocol.md §8`).

use std::borrow::Cow;

use bytes::Bytes;
use tael_core::time::Instant;
use tael_store::Outbound;
use tael_wire::charset::Charset;
use tael_wire::sign::{SignError, SignType, Signer};
use tael_wire::v2::notify::Notification;

/// A body to post, with its content type.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub(crate) content_type: String,
    pub(crate) body: Bytes,
}

/// Builds and signs the delivery of `outbound` at `at`. Costs a signature: not for a thread that others wait for.
pub(crate) fn build(outbound: &Outbound, at: Instant, signer: &Signer) -> Result<Form, SignError> {
    // both were read from the request that made the row; a row that says otherwise is notified in the defaults
    let charset = Charset::parse(&outbound.charset).unwrap_or(Charset::Utf8);
    let sign_type = SignType::parse(&outbound.sign_type).unwrap_or(SignType::Rsa2);
    let mut form = Notification::new(charset);
    for (name, value) in &outbound.params {
        form.set(Cow::Owned(name.to_string()), value.as_str());
    }
    form.set("charset", outbound.charset.as_str());
    form.set("notify_time", at.to_string());
    form.sign(sign_type, signer)?;
    Ok(Form { content_type: form.content_type(), body: Bytes::from(form.to_form()) })
}
