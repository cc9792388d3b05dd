package io.breakwater.platform.web;

import java.beans.PropertyEditorSupport;
import java.util.UUID;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/** Ids in paths and parameters. An editor, because a converter that refuses is followed by Spring's lenient editor. */
@ControllerAdvice
final class StrictUuidAdvice {

    @InitBinder
    void takeOnlyCanonicalUuids(WebDataBinder binder) {
        binder.registerCustomEditor(UUID.class, new StrictUuidEditor());
    }

    private static final class StrictUuidEditor extends PropertyEditorSupport {

        @Override
        public void setAsText(String text) {
            setValue(Uuids.parse(text).orElseThrow(() -> new IllegalArgumentException("No UUID")));
        }
    }
}
