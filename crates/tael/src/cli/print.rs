//! What people see of the demo world.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use serde_json::Value;

/// Writes a file that holds keys: readable for its owner alone, replaced in one step.
pub(super) fn write_private(path: &Path, text: &str) -> anyhow::Result<()> {
    let fresh = path.with_extension("json.new");
    let _ = std::fs::remove_file(&fresh);
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&fresh)?;
    file.write_all(text.as_bytes())?;
    file.write_all(b"\n")?;
    std::fs::rename(&fresh, path)?;
    Ok(())
}

/// The welcome of `tael dev`.
pub(super) fn welcome(demo: &Value, path: &Path) {
    let text = |pointer: &str| demo.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    println!("  gateway      {}", text("/gateway_url"));
    println!("  control API  {}   (bearer token in {})", text("/control/url"), path.display());
    println!("  app          {}   merchant {}", text("/app/app_id"), text("/merchant/partner_id"));
    println!("  buyer        {}   password {}", text("/buyers/0/user_id"), text("/buyers/0/pay_password"));
    println!();
}
