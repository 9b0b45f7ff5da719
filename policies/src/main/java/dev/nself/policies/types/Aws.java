package dev.nself.policies.types;

import java.util.List;

/** Types of the AWS provider. */
public final class Aws {

    public static final String INSTANCE = "aws:ec2/instance:Instance";
    public static final String LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
    public static final String LAUNCH_CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration";
    public static final String SPOT_INSTANCE = "aws:ec2/spotInstanceRequest:SpotInstanceRequest";
    public static final String SUBNET = "aws:ec2/subnet:Subnet";
    public static final String ELASTIC_IP = "aws:ec2/eip:Eip";
    public static final String ELASTIC_IP_USE = "aws:ec2/eipAssociation:EipAssociation";
    public static final String PREFIX_LIST = "aws:ec2/managedPrefixList:ManagedPrefixList";
    public static final String PREFIX_LIST_ENTRY = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry";

    public static final String EKS_CLUSTER = "aws:eks/cluster:Cluster";
    public static final String NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";

    /** Application, network and gateway load balancers, under all names that they had. */
    public static final List<String> LOAD_BALANCERS = List.of(
            "aws:lb/loadBalancer:LoadBalancer",
            "aws:alb/loadBalancer:LoadBalancer",
            "aws:applicationloadbalancing/loadBalancer:LoadBalancer",
            "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer");

    /** Load balancers of the first generation. */
    public static final List<String> CLASSIC_LOAD_BALANCERS = List.of(
            "aws:elb/loadBalancer:LoadBalancer",
            "aws:elasticloadbalancing/loadBalancer:LoadBalancer");

    public static final String DATABASE_INSTANCE = "aws:rds/instance:Instance";
    public static final String DATABASE_CLUSTER = "aws:rds/cluster:Cluster";
    public static final String DATABASE_CLUSTER_INSTANCE = "aws:rds/clusterInstance:ClusterInstance";
    public static final String DATABASE_GLOBAL_CLUSTER = "aws:rds/globalCluster:GlobalCluster";
    public static final String DATABASE_PARAMETERS = "aws:rds/parameterGroup:ParameterGroup";
    public static final String DATABASE_CLUSTER_PARAMETERS = "aws:rds/clusterParameterGroup:ClusterParameterGroup";
    public static final String CACHE_REPLICATION_GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";
    public static final String CACHE_CLUSTER = "aws:elasticache/cluster:Cluster";
    public static final String DISK = "aws:ebs/volume:Volume";
    public static final String FILE_SYSTEM = "aws:efs/fileSystem:FileSystem";

    private Aws() {}
}
