package dev.nself.component;

import com.pulumi.resources.ComponentResourceOptions;

/** Mailpit: SMTP on port 1025, its pages on port 8025. */
public final class MailCatcher extends ServiceComponent {

    public MailCatcher(ServiceArgs args, ComponentResourceOptions options) {
        super("MailCatcher", args, options);
    }
}
