//! The newest entries in memory, found by trace id and by app.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use super::entry::Entry;

/// Which entries a list holds.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Those of this world.
    pub world: Option<i32>,
    /// Those of this app.
    pub app_id: Option<String>,
    /// Those older than the call with this trace id; of none where the call is not known any more.
    pub before: Option<String>,
    /// At most so many.
    pub limit: usize,
}

/// The newest entries, bounded in number and in bytes of JSON.
#[derive(Debug)]
pub(super) struct Ring {
    entries: VecDeque<(Arc<Entry>, usize)>,
    /// The number of the oldest entry; numbers only grow.
    first: u64,
    bytes: usize,
    by_trace: HashMap<String, u64>,
    by_app: HashMap<String, VecDeque<u64>>,
    entries_max: usize,
    bytes_max: usize,
}

impl Ring {
    pub(super) fn new(entries_max: usize, bytes_max: usize) -> Ring {
        Ring {
            entries: VecDeque::new(),
            first: 0,
            bytes: 0,
            by_trace: HashMap::new(),
            by_app: HashMap::new(),
            entries_max: entries_max.max(1),
            bytes_max,
        }
    }

    /// Adds an entry that takes so many bytes; the oldest give way.
    pub(super) fn push(&mut self, entry: Arc<Entry>, bytes: usize) {
        let number = self.first + self.entries.len() as u64;
        self.by_trace.insert(entry.trace_id.clone(), number);
        self.by_app.entry(entry.app_id.clone()).or_default().push_back(number);
        self.bytes += bytes;
        self.entries.push_back((entry, bytes));
        while self.entries.len() > self.entries_max || (self.bytes > self.bytes_max && self.entries.len() > 1)
        {
            self.drop_oldest();
        }
    }

    fn drop_oldest(&mut self) {
        let Some((entry, bytes)) = self.entries.pop_front() else { return };
        // a trace id that came twice stays with the newer call
        if self.by_trace.get(&entry.trace_id) == Some(&self.first) {
            self.by_trace.remove(&entry.trace_id);
        }
        if let Some(numbers) = self.by_app.get_mut(&entry.app_id) {
            numbers.pop_front();
            if numbers.is_empty() {
                self.by_app.remove(&entry.app_id);
            }
        }
        self.bytes -= bytes;
        self.first += 1;
    }

    /// The call with this trace id.
    pub(super) fn get(&self, trace_id: &str) -> Option<Arc<Entry>> {
        self.by_trace.get(trace_id).and_then(|number| self.at(*number)).cloned()
    }

    /// The newest first.
    pub(super) fn list(&self, filter: &Filter) -> Vec<Arc<Entry>> {
        let end = self.first + self.entries.len() as u64;
        let before = match &filter.before {
            None => end,
            Some(trace_id) => self.by_trace.get(trace_id).copied().unwrap_or(self.first),
        };
        let in_world = |entry: &&Arc<Entry>| filter.world.is_none_or(|world| world == entry.world);
        match &filter.app_id {
            Some(app_id) => {
                let numbers = self.by_app.get(app_id).into_iter().flatten().rev();
                let entries = numbers.filter(|n| **n < before).filter_map(|n| self.at(*n));
                entries.filter(in_world).take(filter.limit).cloned().collect()
            }
            None => {
                let entries = (self.first..before).rev().filter_map(|n| self.at(n));
                entries.filter(in_world).take(filter.limit).cloned().collect()
            }
        }
    }

    fn at(&self, number: u64) -> Option<&Arc<Entry>> {
        let index = usize::try_from(number.checked_sub(self.first)?).ok()?;
        self.entries.get(index).map(|(entry, _)| entry)
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }
}
