package dev.nself.policies.types;

/** Types of the AWS provider. */
public final class Aws {

    public static final String INSTANCE = "aws:ec2/instance:Instance";
    public static final String LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

    private Aws() {}
}
