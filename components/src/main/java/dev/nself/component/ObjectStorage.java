package dev.nself.component;

import com.pulumi.resources.ComponentResourceOptions;

/** Storage with an S3 interface, on port 9000. */
public final class ObjectStorage extends ServiceComponent {

    public ObjectStorage(ServiceArgs args, ComponentResourceOptions options) {
        super("ObjectStorage", args, options);
    }
}
