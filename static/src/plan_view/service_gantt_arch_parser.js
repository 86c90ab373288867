import { SCALES } from "./dates/scales";
import { _t } from "@web/core/l10n/translation";
import { evaluateExpr, tokenize } from "@web/core/py_js/py";
import { exprToBoolean } from "@web/core/utils/strings";
import { visitXML } from "@web/core/utils/xml";
import { Field } from "@web/views/fields/field";
import { getActiveActions } from "@web/views/utils";

const DATES = ["date", "datetime"];
const RELATIONS = ["many2many", "one2many", "many2one"];
const NUMBERS = ["integer", "float", "monetary"];
const SECTIONS = ["popover", "block"];

/** The attributes that name a field, and the types it may have. */
const FIELD_ATTRIBUTES = {
    date_start: DATES,
    date_stop: DATES,
    color: null,
    progress: NUMBERS,
    dependency_field: RELATIONS,
    bundle: ["many2one"],
    deadline: DATES,
    consolidation: NUMBERS,
};

const NAME_TOKEN = 3;

function namesIn(expression) {
    return tokenize(expression)
        .filter(({ type }) => type === NAME_TOKEN)
        .map(({ value }) => value);
}

function fail(message) {
    throw new Error(message);
}

export class ServiceGanttArchParser {
    parse(arch, models, modelName) {
        const fields = models[modelName].fields;
        const info = {
            ...this.parseRoot(arch, fields, modelName),
            fieldNodes: {},
            templateDocs: {},
            xmlDoc: arch,
        };
        this.parseChildren(arch, models, modelName, info);
        info.fieldNames = this.fieldNames(info, fields);
        return info;
    }

    parseRoot(arch, fields, modelName) {
        const named = {};
        for (const [attribute, types] of Object.entries(FIELD_ATTRIBUTES)) {
            named[attribute] = this.fieldOf(arch, attribute, types, fields, modelName);
        }
        for (const attribute of ["date_start", "date_stop"]) {
            if (!named[attribute]) {
                fail(_t("A service_gantt view needs %(attribute)s.", { attribute }));
            }
        }
        const scales = this.scalesOf(arch);
        const { create, edit, delete: remove } = getActiveActions(arch);
        return {
            activeActions: { create, edit, delete: remove },
            dateStart: named.date_start,
            dateStop: named.date_stop,
            color: named.color,
            progress: named.progress,
            dependencyField: named.dependency_field,
            deadline: named.deadline,
            bundle: named.bundle,
            consolidation: named.consolidation,
            consolidationMax: this.valueOf(arch, "consolidation_max", null),
            defaultGroupBy: this.groupByOf(arch, fields, modelName),
            scales,
            defaultScale: this.defaultScaleOf(arch, scales),
            precision: this.valueOf(arch, "precision", {}),
            thumbnails: this.valueOf(arch, "thumbnails", {}),
            displayUnavailability: this.flag(arch, "display_unavailability"),
            totalRow: this.flag(arch, "total_row"),
            plan: this.flag(arch, "plan"),
            formViewId: Number(arch.getAttribute("form_view_id")) || false,
            decorations: this.decorationsOf(arch),
        };
    }

    flag(arch, attribute) {
        return exprToBoolean(arch.getAttribute(attribute), false);
    }

    valueOf(arch, attribute, otherwise) {
        const expression = arch.getAttribute(attribute);
        if (!expression) {
            return otherwise;
        }
        try {
            return evaluateExpr(expression);
        } catch {
            return fail(
                _t("service_gantt: %(attribute)s is not a valid expression: %(expression)s", {
                    attribute,
                    expression,
                }),
            );
        }
    }

    fieldOf(arch, attribute, types, fields, modelName) {
        const name = arch.getAttribute(attribute);
        if (!name) {
            return false;
        }
        if (!(name in fields)) {
            fail(
                _t(
                    "service_gantt: %(attribute)s names “%(name)s”, which %(model)s does not have.",
                    {
                        attribute,
                        name,
                        model: modelName,
                    },
                ),
            );
        }
        if (types && !types.includes(fields[name].type)) {
            fail(
                _t(
                    "service_gantt: the field “%(name)s” of %(attribute)s must be of type %(types)s.",
                    {
                        attribute,
                        name,
                        types: types.join(", "),
                    },
                ),
            );
        }
        return name;
    }

    groupByOf(arch, fields, modelName) {
        const names = (arch.getAttribute("default_group_by") || "").split(",");
        return names
            .map((name) => name.trim())
            .filter(Boolean)
            .map((name) => {
                if (!(name.split(":")[0] in fields)) {
                    fail(
                        _t(
                            "service_gantt: rows cannot be grouped by “%(name)s”: %(model)s does not have it.",
                            {
                                name,
                                model: modelName,
                            },
                        ),
                    );
                }
                return name;
            });
    }

    scalesOf(arch) {
        const names = (arch.getAttribute("scales") || Object.keys(SCALES).join(","))
            .split(",")
            .map((name) => name.trim())
            .filter(Boolean);
        for (const name of names) {
            if (!(name in SCALES)) {
                fail(_t("service_gantt: unknown scale “%(name)s”.", { name }));
            }
        }
        return Object.keys(SCALES).filter((name) => names.includes(name));
    }

    defaultScaleOf(arch, scales) {
        const name = arch.getAttribute("default_scale");
        if (name && !scales.includes(name)) {
            fail(
                _t("service_gantt: the default scale “%(name)s” is not one of its scales.", {
                    name,
                }),
            );
        }
        return name || (scales.includes("week") ? "week" : scales[0]);
    }

    decorationsOf(arch) {
        const decorations = {};
        for (const { name, value } of arch.attributes) {
            if (name.startsWith("decoration-")) {
                decorations[name.slice("decoration-".length)] = value;
            }
        }
        return decorations;
    }

    parseChildren(arch, models, modelName, info) {
        visitXML(arch, (node) => {
            const template = node.getAttribute("t-name");
            if (template) {
                if (!SECTIONS.includes(template)) {
                    fail(_t("service_gantt: unknown template “%(name)s”.", { name: template }));
                }
                info.templateDocs[template] = node;
            }
            if (node.tagName === "field") {
                const name = node.getAttribute("name");
                if (!(name in models[modelName].fields)) {
                    fail(
                        _t("service_gantt: %(model)s has no field “%(name)s”.", {
                            name,
                            model: modelName,
                        }),
                    );
                }
                const fieldInfo = Field.parseFieldNode(node, models, modelName, "service_gantt");
                const fieldId = `${name}_${Object.keys(info.fieldNodes).length}`;
                const section = node.closest("[t-name]");
                info.fieldNodes[fieldId] = {
                    ...fieldInfo,
                    inTemplate: Boolean(section),
                    isOnBlock: section?.getAttribute("t-name") !== "popover",
                };
                node.setAttribute("field_id", fieldId);
            }
        });
    }

    /**
     * All fields that blocks need: shown, compared, or part of a decoration. The popover
     * reads its own when it is opened.
     */
    fieldNames(info, fields) {
        const names = [
            "display_name",
            info.dateStart,
            info.dateStop,
            info.color,
            info.progress,
            info.dependencyField,
            info.deadline,
            info.bundle,
            info.consolidation,
            ...Object.values(info.fieldNodes)
                .filter(({ isOnBlock }) => isOnBlock)
                .map(({ name }) => name),
            ...Object.values(info.decorations).flatMap(namesIn),
        ];
        return [...new Set(names)].filter((name) => name in fields);
    }
}
