import { Component, onMounted, useEffect, useState, xml } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { NameAndSignature } from "@web/core/signature/name_and_signature";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** A signature that is drawn at once; a typed one is there for who cannot draw. */
export class DrawnSignatureField extends Component {
    static template = xml`
        <div class="o_service_draw w-100">
            <NameAndSignature
                t-key="!signature.name"
                signature="signature"
                mode="'draw'"
                noInputName="true"
                displaySignatureRatio="ui.isSmall ? 2 : 3"
                onSignatureChange.bind="onChange"
            />
        </div>`;
    static components = { NameAndSignature };
    static props = {
        ...standardFieldProps,
        fullName: String,
        proposedName: String,
    };

    setup() {
        this.ui = useService("ui");
        this.signature = useState({ name: this.signer, isSignatureEmpty: true });
        useEffect(
            (name) => {
                this.signature.name = name;
            },
            () => [this.signer],
        );
        onMounted(() => {
            const { record, fullName } = this.props;
            if (!record.data[fullName] && this.signer) {
                record.update({ [fullName]: this.signer });
            }
        });
    }

    get signer() {
        const { record, fullName, proposedName } = this.props;
        return record.data[fullName] || record.data[proposedName] || "";
    }

    onChange() {
        const { record, name } = this.props;
        const { isSignatureEmpty, getSignatureImage } = this.signature;
        record.update({ [name]: !isSignatureEmpty && getSignatureImage().split(",")[1] });
    }
}

registry.category("fields").add("service_signature", {
    component: DrawnSignatureField,
    supportedTypes: ["binary"],
    extractProps: ({ options }) => ({
        fullName: options.full_name,
        proposedName: options.proposed_name,
    }),
});
