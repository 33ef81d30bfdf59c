//! Faults of delivery that a test asks for (interfaces.md, `/faults`).

use tael_store::Outbound;

/// What can be made to go wrong with a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeliveryFault {
    /// `duplicate_notify`: the same delivery, to the byte, arrives twice.
    Duplicate,
    /// `notify_out_of_order`: this delivery arrives behind the next one of its trade, or in its next slot where none
    /// comes before that.
    OutOfOrder,
}

/// Where the dispatcher asks whether a fault is wanted.
pub trait DeliveryFaults: Send + Sync + 'static {
    /// True where this fault is to befall the delivery of `outbound` that is about to leave; it is used up then.
    /// Asked once for each kind and delivery in a slot, never for deliveries by hand.
    fn take(&self, fault: DeliveryFault, outbound: &Outbound) -> bool;
}

/// No faults.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFaults;

impl DeliveryFaults for NoFaults {
    fn take(&self, _: DeliveryFault, _: &Outbound) -> bool {
        false
    }
}
