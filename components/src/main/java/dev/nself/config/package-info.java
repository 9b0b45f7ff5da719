/**
 * What a user may ask for: the arguments of the platform, what is wrong with them, and how a stack file becomes them.
 *
 * <p>The records here are filled by {@link dev.nself.config.StackConfig} from a stack file, or by a Java program that
 * uses the components. Both ways give the same values and meet the same checks. A record never throws for a user's
 * mistake: its constructor fills defaults and copies collections, and
 * {@link dev.nself.config.PlatformValidation} finds every problem at once.
 */
package dev.nself.config;
