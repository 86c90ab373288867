import { PlanAdvice } from "../plan_view/advice/plan_advice";
import { onWillStart } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";

const PEOPLE = ["employee_ids", "employee_id"];

/** Where there is nobody to plan, the way to them, for who may choose them. */
export class PeopleAdvice extends PlanAdvice {
    setup() {
        super.setup();
        this.action = useService("action");
        onWillStart(async () => {
            this.canAddPeople = await user.checkAccessRight("hr.employee", "create");
        });
    }

    get isNobody() {
        const { rows, groupBy, useSampleModel } = this.model;
        const isByPeople = groupBy.some((name) => PEOPLE.includes(name));
        return isByPeople && (useSampleModel || !rows.some((row) => row.resource));
    }

    get advice() {
        return this.isNobody && !this.model.failure ? this.nobodyAdvice() : super.advice;
    }

    nobodyAdvice() {
        const { searchModel } = this.env;
        if (searchModel.facets.some(({ type }) => type !== "groupBy")) {
            return {
                title: _t("Nobody found"),
                text: _t("This search leaves nobody to plan."),
                steps: [{ label: _t("Clear the Search"), run: () => searchModel.clearQuery() }],
                isUrgent: true,
            };
        }
        return {
            title: _t("Nobody to plan yet"),
            text: this.canAddPeople
                ? _t("Everybody who “can be planned” has a row here, with their jobs.")
                : _t(
                      "Ask whoever looks after the employees to tick “Can Be Planned” on those who do the work.",
                  ),
            steps: this.canAddPeople ? this.peopleSteps() : [],
            isUrgent: true,
        };
    }

    peopleSteps() {
        const open = (name, views, context = {}) =>
            this.action.doAction({
                type: "ir.actions.act_window",
                name,
                res_model: "hr.employee",
                views: views.map((view) => [false, view]),
                context,
            });
        const add = _t("Add a Person");
        const choose = _t("Choose among the Employees");
        return [
            { label: add, run: () => open(add, ["form"], { default_service_plannable: true }) },
            { label: choose, run: () => open(choose, ["list", "form"]) },
        ];
    }
}

/** Operations come onto the plan with their jobs. */
export class OperationAdvice extends PeopleAdvice {
    quietAdvice() {
        const { text } = super.quietAdvice();
        return { text, steps: [this.jobStep] };
    }

    blankAdvice() {
        return {
            title: _t("No operation to plan yet"),
            text: _t("Operations appear here as soon as their job is planned."),
            steps: [this.jobStep],
            isUrgent: true,
        };
    }

    get jobStep() {
        const action = "service_management.service_intervention_action_planning";
        return { label: _t("Plan Jobs"), run: () => this.action.doAction(action) };
    }
}
