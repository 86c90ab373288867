import { ServiceCalendarModel, serviceCalendarView } from "../shared/service_calendar";
import { registry } from "@web/core/registry";

/** Operations on the day on which they are due. */
export class DueCalendarModel extends ServiceCalendarModel {
    static titleFields = ["partner_id", "name"];
}

registry.category("views").add("service_due_calendar", {
    ...serviceCalendarView,
    Model: DueCalendarModel,
});
