//! A plan made together is what turns two forecasts into one piece of work.

use crate::model::Field;
use crate::model::calendar::{add_months, months_between};
use crate::rules::rule::{Area, Basis, Check, Default, Judged, OptionSpec, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::count;

use super::common::{is_kept, joint_plan, pasted};

/// The rule.
pub static RULE: Rule = rule! {
    id: "missing-joint-plan",
    area: Area::Governance,
    time_dependent: true,
    basis: Basis::Gap,
    remedy: Remedy::Agree,
    summary: "there is no joint business plan, or it is out of date",
    why: "without a plan that both wrote, each side works on its own and calls the sum an alliance",
    options: &[OptionSpec {
        name: "stale_after_months",
        default: Default::Number(13),
        help: "how long a plan may go without a change: a year, and a month to write the next",
    }],
    check: Check::Record(check),
};

const STUB: &str = "joint_plan: { reference: WHERE IT IS KEPT, updated: YYYY-MM-DD }";

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let plan = match joint_plan(cx) {
        Field::Set(plan) => plan,
        Field::Invalid => return Judged::Unknown,
        Field::Absent => {
            out.warning("governance.joint_plan", "there is no joint business plan").example(pasted(
                "governance",
                cx.record.governance.is_absent(),
                &[STUB.to_owned()],
            ));
            return Judged::Judged;
        }
    };
    if !is_kept(&plan.reference) {
        out.warning(
            "governance.joint_plan.reference",
            "the record does not say where the joint business plan is kept",
        )
        .example("reference: WHERE IT IS KEPT");
        return Judged::Judged;
    }
    let Some(updated) = plan.updated.get() else { return Judged::Unknown };
    if cx.as_of > add_months(updated.0, cx.options.number("stale_after_months")) {
        let age = count(months_between(updated.0, cx.as_of), "month");
        out.warning(
            "governance.joint_plan.updated",
            format!("the joint business plan was last changed on {updated}, {age} ago"),
        )
        .fix("plan the coming year together, and record the day: `updated: YYYY-MM-DD`");
    }
    Judged::Judged
}
