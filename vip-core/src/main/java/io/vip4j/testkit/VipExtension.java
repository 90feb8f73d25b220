/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.testkit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives each test its {@link VipLab}, and closes it. A test that fails with an exception of its own shows the timeline of
 * the lab as a suppressed one. See {@link VipTest}.
 */
public final class VipExtension implements ParameterResolver, TestExecutionExceptionHandler, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(VipExtension.class);
    private static final long SEED = 1;

    /** Made by JUnit. */
    public VipExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == VipLab.class
                && context.getTestMethod().isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        VipLab lab = lab(context);
        if (lab == null) {
            lab = VipLab.open(seed(context));
            context.getStore(NAMESPACE).put(VipLab.class, lab);
        }
        return lab;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        VipLab lab = lab(context);
        if (lab != null && !(failure instanceof ExpectationError)) {
            failure.addSuppressed(new ExpectationError("this happened in the lab:\n" + lab.report()));
        }
        throw failure;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        VipLab lab = lab(context);
        if (lab != null) {
            lab.close();
        }
    }

    private static @Nullable VipLab lab(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(VipLab.class, VipLab.class);
    }

    private static long seed(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getTestMethod(), VipTest.class)
                .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), VipTest.class))
                .map(VipTest::seed)
                .orElse(SEED);
    }
}
