import { KanbanCompiler } from "@web/views/kanban/kanban_compiler";
import { createElement } from "@web/core/utils/xml";

/** Turns the template of the popover into one of OWL, over a record of the view. */
export class PopoverCompiler extends KanbanCompiler {
    compileField(el, params) {
        return super.compileField(el, {
            ...params,
            recordExpr: "__record__",
            formattedValueExpr: `record['${el.getAttribute("name")}'].value`,
        });
    }

    compileButton(el, params) {
        return super.compileButton(el, { ...params, recordExpr: "__record__" });
    }

    compileNode(node, params = {}, evalInvisible = true) {
        return super.compileNode(node, { ...params, recordExpr: "__record__" }, evalInvisible);
    }
}

/** The same for the text of a block: hundreds are drawn, so fields are plain text. */
export class BlockCompiler extends KanbanCompiler {
    compileField(el) {
        const compiled = createElement("t", {
            "t-esc": `record['${el.getAttribute("name")}'].value`,
        });
        for (const attribute of ["t-if", "t-elif", "t-else"]) {
            if (el.hasAttribute(attribute)) {
                compiled.setAttribute(attribute, el.getAttribute(attribute));
            }
        }
        return compiled;
    }
}
