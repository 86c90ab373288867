import { PlanAdvice } from "./advice/plan_advice";
import { PlanSearchPanel } from "./plan_search_panel";
import { ServiceGanttArchParser } from "./service_gantt_arch_parser";
import { ServiceGanttController } from "./service_gantt_controller";
import { ServiceGanttModel } from "./model/service_gantt_model";
import { ServiceGanttRenderer } from "./timeline/service_gantt_renderer";
import { Words } from "./words";
import { registry } from "@web/core/registry";

export const serviceGanttView = {
    type: "service_gantt",
    ArchParser: ServiceGanttArchParser,
    Controller: ServiceGanttController,
    Model: ServiceGanttModel,
    Renderer: ServiceGanttRenderer,
    Advice: PlanAdvice,
    SearchPanel: PlanSearchPanel,
    Words,
    buttonTemplate: "service_management.ServiceGanttButtons",
    searchMenuTypes: ["filter", "groupBy", "favorite"],

    props: (genericProps, view) => {
        const { arch, relatedModels, resModel, buttonTemplate } = genericProps;
        return {
            ...genericProps,
            archInfo: new view.ArchParser().parse(arch, relatedModels, resModel),
            buttonTemplate: buttonTemplate || view.buttonTemplate,
            Model: view.Model,
            Renderer: view.Renderer,
            Advice: view.Advice,
            words: new view.Words(),
        };
    },
};

registry.category("views").add("service_gantt", serviceGanttView);
