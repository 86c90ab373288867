import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

const JOB = "service.intervention";
const PERSON = "hr.employee,";

function call(planner, method, parameters) {
    const { orm, meta } = planner.model;
    return planner.saver.run(() => orm.call(JOB, method, parameters, { context: meta.context }));
}

/** Not waited for: another reading of the plan may overtake it. */
function refresh(planner) {
    planner.model.load().then(() => planner.changed());
}

/** What the day of somebody held waits in the tray; whose id it is. */
async function markAbsent(planner, id) {
    const result = await call(planner, "service_mark_absent", [id]);
    if (result) {
        refresh(planner);
        tell(planner, result);
    }
    return result;
}

async function takeBack(planner, id, { changes = [], operations = [] } = {}) {
    const isDone = await call(planner, "service_take_back_absence", [id, changes, operations]);
    if (isDone) {
        planner.tray.dismiss();
        refresh(planner);
    }
    return isDone;
}

function tell(planner, { person, replan, shared, kept }) {
    const title = _t("%s is absent today", person);
    planner.announce(title);
    const lines = [
        replan.length ? _t("Jobs to replan: %s", replan.length) : _t("No job to replan."),
        ...kept.map(({ name, reason }) => _t("%(name)s stays. %(reason)s", { name, reason })),
    ];
    if (shared.length) {
        lines.push(_t("The others go on alone with: %s", shared.join(", ")));
    }
    const notice = { title, lines, ids: replan, filters: {} };
    if (replan.length) {
        Object.assign(notice, { filters: { replan: true }, label: _t("Replan now") });
    }
    return planner.tray.offer(notice);
}

async function toggle({ row, planner }) {
    const id = Number(row.resource.slice(PERSON.length));
    let result = null;
    const mark = async (hand) => Boolean((result = await markAbsent(hand, id)));
    const back = async (hand) => Boolean(await takeBack(hand, id, result || {}));
    const [redo, undo] = row.absent ? [back, mark] : [mark, back];
    if (await redo(planner)) {
        planner.history.push({ ids: result?.replan || [], undo, redo });
    }
}

registry.category("service_gantt_row_actions").add("absent_today", {
    isShown: ({ row, planner }) =>
        planner.canPlan &&
        planner.model.resModel === JOB &&
        row.leaf &&
        row.absent !== undefined &&
        row.resource?.startsWith(PERSON),
    isOn: ({ row }) => row.absent,
    icon: () => "fa-user-times",
    label: ({ row }) =>
        row.absent
            ? _t("%s is absent today. Press when they are back.", row.label)
            : _t("Absent today: %s", row.label),
    run: toggle,
});
