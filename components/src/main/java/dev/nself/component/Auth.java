package dev.nself.component;

import com.pulumi.resources.ComponentResourceOptions;

/** Sign-up, sign-in and tokens, on port 4000. */
public final class Auth extends ServiceComponent {

    public Auth(ServiceArgs args, ComponentResourceOptions options) {
        super("Auth", args, options);
    }
}
