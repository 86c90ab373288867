import { registry } from "@web/core/registry";
import { ListController } from "@web/views/list/list_controller";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";

const isIncluded = (record) => record.data.included;

/** What is ticked changes the totals, and the tax of what it shares an invoice with. */
export class PreviewController extends ListController {
    async onRecordSaved(record) {
        await super.onRecordSaved(record);
        await this.model.load();
    }
}

/** What is left out is shown with its amount, which counts in no total. */
export class PreviewRenderer extends ListRenderer {
    computeAggregates() {
        const { list } = this.props;
        const counted = Object.create(list, {
            records: { value: list.isGrouped ? [] : list.records.filter(isIncluded) },
            selection: { value: list.selection.filter(isIncluded) },
        });
        const props = { ...this.props, list: counted };
        return super.computeAggregates.call(Object.create(this, { props: { value: props } }));
    }
}

registry.category("views").add("service_invoicing_preview", {
    ...listView,
    Controller: PreviewController,
    Renderer: PreviewRenderer,
});
