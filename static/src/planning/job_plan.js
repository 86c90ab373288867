import { serviceGanttView } from "../plan_view/service_gantt_view";
import { Words } from "../plan_view/words";
import { PeopleAdvice } from "./plan_advice";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

export class JobWords extends Words {
    get records() {
        return _t("Jobs");
    }

    get waiting() {
        return _t("Jobs to plan");
    }

    get searchWaiting() {
        return _t("Search the jobs to plan");
    }

    get nothingWaiting() {
        return _t("Nothing here. Drag a job of the plan here to take its time away.");
    }

    get dragHere() {
        return _t("Nothing planned in this time. Drag a job from “To plan” onto a person.");
    }

    get drawHere() {
        return _t("Nothing planned in this time. Draw on a row to add a job.");
    }

    get showWaiting() {
        return _t("Show the Jobs to Plan");
    }

    get addNew() {
        return _t("New Job");
    }

    get unplan() {
        return _t("Back to the jobs to plan");
    }

    get unplanned() {
        return _t("Back among the jobs to plan");
    }

    get propose() {
        return _t("Find a free time for the selected jobs");
    }

    get offers() {
        return _t("Who can come?");
    }

    get improve() {
        return _t("Shorter ways for the planned jobs. What was promised stays.");
    }

    proposed({ found, left }) {
        return _t("%(found)s jobs found a place, %(left)s did not", { found, left });
    }

    moved(count) {
        return _t("%s jobs moved", count);
    }

    askRemove(count) {
        return _t("Delete these %s jobs? They cannot be brought back.", count);
    }
}

registry.category("views").add("service_job_plan", {
    ...serviceGanttView,
    Words: JobWords,
    Advice: PeopleAdvice,
});
