//! What an alliance takes in a month: hours of management, and money.

use rust_decimal::Decimal;

use crate::model::{Alliance, Money, Portfolio};

/// What an alliance takes in a month, as far as it is on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Monthly {
    /// Hours of management.
    pub hours: Option<Decimal>,
    /// Money: the hours at their price, and what is spent besides. What is not on record is left out.
    pub money: Option<Decimal>,
    /// Whether all of the money is on record.
    pub complete: bool,
}

impl Monthly {
    /// The same over several months.
    pub fn over(self, months: u32) -> Self {
        let times = |amount: Option<Decimal>| amount?.checked_mul(Decimal::from(months));
        Self { hours: times(self.hours), money: times(self.money), complete: self.complete }
    }
}

/// What an alliance takes in a month.
pub fn monthly(record: &Alliance, portfolio: &Portfolio) -> Monthly {
    let currency = portfolio.currency();
    let ours = |money: &Money| money.is_in(currency).then_some(money.amount);
    let attention = record.attention.get();
    // Less than nothing has been reported as a mistake, and would make everything pay.
    let sound = |amount: &Decimal| !amount.is_sign_negative();
    let hours = attention.and_then(|attention| attention.hours_per_month.get()).map(|hours| hours.0);
    let hours = hours.filter(sound);
    let spent = attention.and_then(|attention| ours(attention.cost_per_month.get()?)).filter(sound);
    let rate =
        portfolio.attention.get().and_then(|capacity| ours(capacity.cost_per_hour.get()?)).filter(sound);
    let priced = hours.zip(rate).and_then(|(hours, rate)| hours.checked_mul(rate));
    let money = match (priced, spent) {
        (Some(priced), Some(spent)) => priced.checked_add(spent),
        (one, other) => one.or(other),
    };
    Monthly { hours, money, complete: priced.is_some() && spent.is_some() }
}
