//! Rounds: deciding a batch of commands, loading what they ask for.

use std::collections::BTreeSet;

use crate::key::Key;
use crate::plan::Plan;
use crate::store::{Loaded, StoreError};
use crate::view::{Need, View};

/// A decision that asks for rows more often than this is defective.
pub const ROUNDS_MAX: usize = 12;

/// Something that is decided on a view. It must decide the same way for the same view, however often it is run.
pub trait Decide {
    /// What to write, or what to load first.
    ///
    /// # Errors
    /// [`Need`] for rows that are not loaded yet.
    fn decide(&mut self, view: &View) -> Result<Plan, Need>;
}

/// Why a batch could not be decided.
#[derive(Debug, thiserror::Error)]
pub enum Undecided {
    /// Rows could not be loaded.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A command asked for rows without end.
    #[error("a command still asks for rows after {ROUNDS_MAX} rounds: {0:?}")]
    Endless(BTreeSet<Key>),
}

/// What deciding a batch came to.
#[derive(Debug)]
pub struct Decided {
    /// The plan of each command, in the order of the commands.
    pub plans: Vec<Plan>,
    /// The order in which the commands were decided: their plans must be written in it.
    pub order: Vec<usize>,
    /// How often rows were loaded, plus one.
    pub rounds: usize,
}

/// Decides all commands on one view, in the order of their readiness; each sees the effects of those decided before.
///
/// # Errors
/// [`Undecided`]; no command has been answered then.
pub async fn decide<C, L>(commands: &mut [C], view: &mut View, mut load: L) -> Result<Decided, Undecided>
where
    C: AsMut<dyn Decide + Send> + Send,
    L: AsyncFnMut(&BTreeSet<Key>) -> Result<Loaded, StoreError>,
{
    let mut plans: Vec<Option<Plan>> = commands.iter().map(|_| None).collect();
    let mut order = Vec::with_capacity(commands.len());
    for round in 1..=ROUNDS_MAX {
        let need = step(commands, view, &mut plans, &mut order);
        if need.is_empty() {
            let plans = plans.into_iter().map(Option::unwrap_or_default).collect();
            return Ok(Decided { plans, order, rounds: round });
        }
        view.add(load(&need).await?);
    }
    Err(Undecided::Endless(step(commands, view, &mut plans, &mut order)))
}

fn step<C: AsMut<dyn Decide + Send>>(
    commands: &mut [C],
    view: &mut View,
    plans: &mut [Option<Plan>],
    order: &mut Vec<usize>,
) -> BTreeSet<Key> {
    let mut need = BTreeSet::new();
    for (index, command) in commands.iter_mut().enumerate() {
        if plans[index].is_some() {
            continue;
        }
        match command.as_mut().decide(view) {
            Err(Need(keys)) => need.extend(keys),
            Ok(plan) => {
                view.apply(&plan);
                plans[index] = Some(plan);
                order.push(index);
            }
        }
    }
    need
}
