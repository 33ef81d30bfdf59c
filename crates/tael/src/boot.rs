//! Wiring: from a configuration to a running node, and its orderly end.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU32;
use std::sync::{Arc, OnceLock};
use std::thread::JoinHandle;

use anyhow::Context;
use tael_api::open_id::OpenIds;
use tael_api::trade::due;
use tael_server::advance::{self, Advancer};
use tael_server::answer::Writer;
use tael_server::clock::Clocks;
use tael_server::committer::Committer;
use tael_server::demo::{self, Demo};
use tael_server::directory::Directory;
use tael_server::faults::Faults;
use tael_server::http::{self, listener};
use tael_server::keys::{self, SecretsError};
use tael_server::node::{self, Node, Options, OrderedFaults};
use tael_server::open_ids::CipherOpenIds;
use tael_server::outbound::{self, Dispatcher, Policy, Signing};
use tael_server::pace::Turns;
use tael_server::request_log::{self, RequestLog};
use tael_server::telemetry::{Metrics, names};
use tael_server::timers::{self, Timers};
use tael_store::Store;
use tael_store_sqlite::SqliteStore;
use tael_wire::sign::PrivateKey;
use tokio::net::{TcpListener, UnixListener};
use tokio::runtime::Runtime;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::{Semaphore, watch};

use crate::config::Config;

/// The size of keys that Tael makes.
const KEY_BITS: usize = 2048;

/// Private keys that are being made on threads of their own while the rest starts.
struct Keys(Vec<JoinHandle<Result<PrivateKey, String>>>);

impl Keys {
    fn start(count: usize) -> Keys {
        let make = || PrivateKey::generate(KEY_BITS).map_err(|e| e.to_string());
        Keys((0..count).map(|_| std::thread::spawn(make)).collect())
    }

    fn take(&mut self) -> Result<PrivateKey, SecretsError> {
        let broken = |reason: String| SecretsError::Broken { name: keys::PLATFORM_KEY, reason };
        match self.0.pop() {
            Some(thread) => thread.join().map_err(|_| broken("its maker failed".into()))?.map_err(broken),
            None => PrivateKey::generate(KEY_BITS).map_err(|e| broken(e.to_string())),
        }
    }
}

/// A running node.
pub(crate) struct Running {
    /// The node.
    pub(crate) node: Arc<Node>,
    /// `http://host:port`, without the port where it is 80.
    pub(crate) endpoint: String,
    /// The demo world, in `tael dev`.
    pub(crate) demo: Option<Demo>,
    edge: Runtime,
    signing: Runtime,
    committer: Option<JoinHandle<()>>,
    stop: watch::Sender<bool>,
    servers: Vec<tokio::task::JoinHandle<()>>,
    socket: Option<PathBuf>,
    signals: Option<Signals>,
}

/// The signals that end a node.
struct Signals {
    term: Signal,
    int: Signal,
}

/// Starts a node and its listeners.
pub(crate) fn start(config: &Config, mode: &'static str) -> anyhow::Result<Running> {
    let mut running = embedded(config, mode)?;
    running.listen(config)?;
    Ok(running)
}

/// Starts a node that nobody reaches from outside: store, secrets, threads; in `dev` the demo world too. Administration
/// commands work on it where no node runs.
pub(crate) fn embedded(config: &Config, mode: &'static str) -> anyhow::Result<Running> {
    let data = &config.store.data;
    std::fs::create_dir_all(data)
        .with_context(|| format!("cannot make the data directory {}", data.display()))?;
    let path = config.store.sqlite_path()?;
    let first = !path.exists();
    let dev = mode == "dev";
    // four keys: the platform's and those of three demo applications
    let mut made = Keys::start(if first { if dev { 4 } else { 1 } } else { 0 });
    if first {
        eprintln!("tael: first start, making keys and {}", path.display());
    }
    let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&path, &tael_store_sqlite::Options::default())?);
    let edge = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("edge")
        .enable_all()
        .build()?;
    let threads = match config.gateway.signing_threads {
        0 => std::thread::available_parallelism().map_or(2, usize::from),
        n => n,
    };
    let signing = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(threads)
        .thread_name("signing")
        // a signature is long: what comes over connections is looked at between any few of them
        .event_interval(4)
        .enable_all()
        .build()?;
    let turns_to_sign = Arc::new(Semaphore::new(threads));
    let secrets = edge.block_on(keys::load_or_make(&*store, || made.take()))?;
    let clocks = Arc::new(Clocks::default());
    edge.block_on(node::load_clocks(&*store, &clocks))?;
    let options = Options {
        mode,
        node: config.store.node,
        in_flight_max: config.gateway.in_flight_max,
        queue_max: config.gateway.in_flight_max * 2,
        sign_unknown_app: config.gateway.sign_unknown_app,
        control_api: config.control.enabled || dev,
    };
    let (committer, lane) =
        Committer::start(Arc::clone(&store), Arc::clone(&clocks), options.node, options.queue_max)?;
    let open_ids: Arc<dyn OpenIds> = Arc::new(CipherOpenIds::new(&secrets.open_id_key)?);
    let policy = if dev { Policy::dev() } else { Policy::serve() };
    let faults = Arc::new(Faults::default());
    let reached = mode != "admin";
    let log_options = request_log::Options {
        dir: reached.then(|| data.join("requests")),
        ..request_log::Options::default()
    };
    // an administration command delivers nothing: that is for the next node to do
    let limits = match reached {
        true => outbound::Limits::default(),
        false => outbound::Limits { total: 0, ..outbound::Limits::default() },
    };
    let metrics = Arc::new(Metrics::new(env!("CARGO_PKG_VERSION"), mode));
    metrics.watch_committer(&committer);
    let request_log = Arc::new(RequestLog::open(log_options).context("cannot open the request log")?);
    watch_log(&metrics, &request_log);
    let turns = Arc::new(Turns::default());
    let observed = Arc::clone(&metrics);
    let dispatcher = Dispatcher::start(outbound::Parts {
        store: Arc::clone(&store),
        committer: committer.clone(),
        clocks: Arc::clone(&clocks),
        turns: Arc::clone(&turns),
        signer: Arc::clone(&secrets.signer),
        policy,
        limits,
        faults: Arc::new(OrderedFaults(Arc::clone(&faults))),
        observe: Arc::new(move |end| observed.delivered(end)),
        runtime: edge.handle().clone(),
        signing: Signing { runtime: signing.handle().clone(), turns: Arc::clone(&turns_to_sign) },
    });
    let (fire_ids, woken) = (Arc::clone(&open_ids), dispatcher.clone());
    let timers = Timers::start(timers::Parts {
        store: Arc::clone(&store),
        committer: committer.clone(),
        clocks: Arc::clone(&clocks),
        turns: Arc::clone(&turns),
        fire: Arc::new(move |timer, view, env| due::fire(timer, &*fire_ids, view, env)),
        fired: Arc::new(move || woken.wake()),
        runtime: edge.handle().clone(),
    });
    let advancer = Advancer::new(advance::Parts {
        store: Arc::clone(&store),
        committer: committer.clone(),
        clocks: Arc::clone(&clocks),
        turns,
        dispatcher: dispatcher.clone(),
        timers: timers.clone(),
        runtime: edge.handle().clone(),
    });
    let node = Arc::new(Node {
        request_log,
        faults,
        metrics,
        dispatcher,
        timers,
        advancer,
        directory: Directory::new(Arc::clone(&store)),
        writer: Writer::new(Arc::clone(&secrets.signer)),
        permits: Arc::new(Semaphore::new(options.in_flight_max)),
        options,
        store,
        committer,
        clocks,
        secrets,
        open_ids,
        check_url: Box::new(move |url| policy.check_url(url).map_err(|refusal| refusal.to_string())),
        signing: signing.handle().clone(),
        turns_to_sign,
        traces: AtomicU32::new(0),
        demo: OnceLock::new(),
    });
    edge.block_on(node::found_main_world(&node))?;
    let demo = if dev { Some(edge.block_on(demo_world(&node, &mut made))?) } else { None };
    Ok(Running {
        node,
        endpoint: String::new(),
        demo,
        edge,
        signing,
        committer: Some(lane),
        stop: watch::Sender::new(false),
        servers: Vec::new(),
        socket: None,
        signals: None,
    })
}

fn watch_log(metrics: &Metrics, log: &Arc<RequestLog>) {
    let (dropped, failures, queued) = (Arc::clone(log), Arc::clone(log), Arc::clone(log));
    metrics.watch(&names::LOG_DROPPED, move || dropped.dropped());
    metrics.watch(&names::LOG_FAILURES, move || failures.failures());
    metrics.watch(&names::LOG_QUEUED, move || queued.queued() as u64);
}

async fn demo_world(node: &Node, made: &mut Keys) -> anyhow::Result<Demo> {
    let demo = match demo::stored(&*node.store).await? {
        Some(demo) => demo,
        None => {
            let keys = [made.take()?, made.take()?];
            demo::make(node, [&keys[0], &keys[1]]).await?
        }
    };
    // a world of an older version has none
    if demo.isv_app.is_none() {
        return Ok(demo::add_provider(node, demo, &made.take()?).await?);
    }
    Ok(demo)
}

impl Running {
    /// Opens the public listener and the admin socket.
    pub(crate) fn listen(&mut self, config: &Config) -> anyhow::Result<()> {
        let stopped = self.stop.subscribe();
        // before anybody can know that the node runs: a signal always drains
        self.signals = Some(self.edge.block_on(async {
            let (term, int) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
            anyhow::Ok(Signals { term, int })
        })?);
        let address = config.gateway.listen;
        let listener = self
            .edge
            .block_on(TcpListener::bind(address))
            .with_context(|| format!("cannot listen on {address}: choose another with --listen ADDR:PORT"))?;
        let local = listener.local_addr()?;
        self.endpoint = match (&config.gateway.public_url, local.port()) {
            (Some(url), _) => url.trim_end_matches('/').to_owned(),
            (None, 80) => format!("http://{}", local.ip()),
            (None, _) => format!("http://{local}"),
        };
        let router = http::router(Arc::clone(&self.node));
        // health checks and the control API share this listener: they must not queue behind signatures (decision 0005)
        let served = listener::serve_tcp(listener, Arc::clone(&self.node), router, stopped.clone());
        self.servers.push(self.edge.spawn(served));
        let socket = admin_socket(&config.store.data);
        let _ = std::fs::remove_file(&socket);
        let unix = self.edge.block_on(async { UnixListener::bind(&socket) });
        let unix = unix.with_context(|| format!("cannot open the admin socket {}", socket.display()))?;
        restrict(&socket)?;
        self.servers.push(self.edge.spawn(listener::serve_unix(unix, self.admin_router(), stopped)));
        self.socket = Some(socket);
        Ok(())
    }

    /// What the admin socket answers, and what administration commands ask where no node runs.
    pub(crate) fn admin_router(&self) -> axum::Router {
        http::admin_router(Arc::clone(&self.node))
    }

    /// Runs work of an administration command to its end.
    pub(crate) fn block_on<F: Future>(&self, work: F) -> F::Output {
        self.edge.block_on(work)
    }

    /// The admin socket.
    pub(crate) fn socket(&self) -> Option<&Path> {
        self.socket.as_deref()
    }

    /// Waits until the process is told to stop: SIGTERM or Ctrl-C.
    pub(crate) fn wait(&mut self) {
        if let Some(Signals { term, int }) = &mut self.signals {
            self.edge.block_on(async {
                tokio::select! {
                    _ = term.recv() => {}
                    _ = int.recv() => {}
                }
            });
        }
    }

    /// Drains: no connection is accepted any more, every accepted request is answered, everything queued is committed.
    pub(crate) fn stop(mut self) -> anyhow::Result<()> {
        let _ = self.stop.send(true);
        for server in self.servers.drain(..) {
            let _ = self.edge.block_on(server);
        }
        self.edge.block_on(self.node.timers.stop());
        self.edge.block_on(self.node.dispatcher.stop());
        self.node.committer.stop();
        if let Some(lane) = self.committer.take() {
            lane.join().map_err(|_| anyhow::anyhow!("the committer failed"))?;
        }
        self.node.request_log.close();
        if let Some(socket) = &self.socket {
            let _ = std::fs::remove_file(socket);
        }
        self.signing.shutdown_background();
        self.edge.shutdown_background();
        Ok(())
    }
}

/// The admin socket of a data directory; in the runtime directory where its path is too long for a socket.
pub(crate) fn admin_socket(data: &Path) -> PathBuf {
    let data = data.canonicalize().unwrap_or_else(|_| data.to_owned());
    let socket = data.join("admin.sock");
    // sun_path has 108 bytes with its terminator
    if socket.as_os_str().len() < 104 {
        return socket;
    }
    let base = std::env::var_os("XDG_RUNTIME_DIR").map_or_else(std::env::temp_dir, PathBuf::from);
    let name = data.as_os_str().as_encoded_bytes().iter().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3)
    });
    base.join(format!("tael-{name:016x}.sock"))
}

/// Only its owner may open the socket.
fn restrict(path: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?;
    Ok(())
}
