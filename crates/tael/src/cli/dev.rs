//! `tael dev`: everything on this machine, with the demo world.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use serde_json::Value;
use tael_server::demo;

use super::snippet::{self, Format};
use super::{Listen, print};
use crate::boot;
use crate::config::Config;

pub(super) fn run(mut config: Config, listen: &Listen) -> anyhow::Result<ExitCode> {
    if let Some(address) = listen.listen {
        config.gateway.listen = address;
    }
    let first = !config.store.sqlite_path()?.exists();
    let mut running = boot::start(&config, "dev")?;
    if let Some(world) = &running.demo {
        let socket = running.socket().map(|s| s.display().to_string());
        let document = demo::document(world, &running.endpoint, &running.node, socket.as_deref());
        let path = config.store.data.join("demo.json");
        print::write_private(&path, &serde_json::to_string_pretty(&document)?)?;
        print::out(&welcome(&document, &path, first));
        // set once: this node listens once
        let _ = running.node.demo.set(document);
    }
    print::out(&format!("tael: ready on {}/gateway.do", running.endpoint));
    running.wait();
    eprintln!("tael: draining");
    running.stop()?;
    Ok(ExitCode::SUCCESS)
}

/// What is printed before the ready line: URLs and ids; on the first start how to point each SDK here.
fn welcome(demo: &Value, path: &Path, first: bool) -> String {
    let text = |pointer: &str| demo.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    let mut lines = format!(
        "  gateway      {}\n  control API  {}   (bearer token in {})\n  app          {}   merchant {}\n  \
         buyer        {}   password {}\n",
        text("/gateway_url"),
        text("/control/url"),
        path.display(),
        text("/app/app_id"),
        text("/merchant/partner_id"),
        text("/buyers/0/user_id"),
        text("/buyers/0/pay_password"),
    );
    if first {
        lines.push_str(
            "\n  Point your SDK here; `tael demo --format LANGUAGE` prints the whole of it with the keys:\n",
        );
        for format in Format::SDKS {
            // writing to a String cannot fail
            let _ = writeln!(lines, "    {:<8} {}", format.name(), snippet::line(format, demo));
        }
    } else {
        lines.push_str("  SDKs         tael demo --format node|python|java|go|php\n");
    }
    lines.push('\n');
    lines
}
