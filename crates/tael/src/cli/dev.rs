//! `tael dev`: everything on this machine, with the demo world.

use std::process::ExitCode;

use tael_server::demo;

use super::{Common, Listen, print};
use crate::boot;

pub(super) fn run(common: &Common, listen: &Listen) -> anyhow::Result<ExitCode> {
    let mut config = common.configuration()?;
    if let Some(address) = listen.listen {
        config.gateway.listen = address;
    }
    let running = boot::start(&config, "dev")?;
    if let Some(world) = &running.demo {
        let socket = running.socket().map(|s| s.display().to_string());
        let document = demo::document(world, &running.endpoint, &running.node, socket.as_deref());
        let path = config.store.data.join("demo.json");
        print::write_private(&path, &serde_json::to_string_pretty(&document)?)?;
        print::welcome(&document, &path);
        // set once: this node listens once
        let _ = running.node.demo.set(document);
    }
    println!("tael: ready on {}/gateway.do", running.endpoint);
    running.wait()?;
    eprintln!("tael: draining");
    running.stop()?;
    Ok(ExitCode::SUCCESS)
}
