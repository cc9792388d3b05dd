package io.breakwater.platform.shedding;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;

class RequestHeapTests {

    private static final int LAPTOPS_HEAP_MEGABYTES = 112;
    private static final int ALIVE_WITHOUT_REQUESTS_MEGABYTES = 50;
    private static final int IDLE_CONNECTION_BYTES = 10_000;

    private final WebApplicationContextRunner runner =
            new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(SheddingAutoConfiguration.class));

    @Test
    void defaults() {
        runner.run(context -> assertThat(context.getBean(SheddingProperties.class))
                .isEqualTo(new SheddingProperties(DataSize.ofMegabytes(20))));
    }

    @Test
    void everyKeyMapsAndAnUnknownOneFailsTheStart() {
        runner.withPropertyValues("platform.shedding.request-heap=3MB")
                .run(context -> assertThat(context.getBean(SheddingProperties.class))
                        .isEqualTo(new SheddingProperties(DataSize.ofMegabytes(3))));
        runner.withPropertyValues("platform.shedding.request-heep=3MB")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void requestsAndConnectionsFitTheHeapOfALaptopWithAQuarterToSpare() throws IOException {
        long connections = Long.parseLong(String.valueOf(new YamlPropertySourceLoader()
                .load("platform", new ClassPathResource("platform.yml"))
                .getFirst()
                .getProperty("server.tomcat.max-connections")));
        runner.run(context -> {
            long requests =
                    context.getBean(SheddingProperties.class).requestHeap().toBytes();
            long alive = DataSize.ofMegabytes(ALIVE_WITHOUT_REQUESTS_MEGABYTES).toBytes();

            assertThat(alive + requests + connections * IDLE_CONNECTION_BYTES)
                    .isLessThan(DataSize.ofMegabytes(LAPTOPS_HEAP_MEGABYTES).toBytes() * 3 / 4);
        });
    }

    @Test
    void aRequestCostsTwiceItsBodyAndAChunkedOneTwiceTheLargest() {
        long largest = RequestHeap.REQUEST_BYTES + 2 * 256 * 1024;

        assertThat(RequestHeap.estimate(-1, false)).isEqualTo(RequestHeap.REQUEST_BYTES);
        assertThat(RequestHeap.estimate(1000, false)).isEqualTo(RequestHeap.REQUEST_BYTES + 2000);
        assertThat(RequestHeap.estimate(-1, true)).isEqualTo(largest);
        assertThat(RequestHeap.estimate(Long.MAX_VALUE, false)).isEqualTo(largest);
    }

    @Test
    void theProbesAreAnsweredWhateverIsAtWork() throws Exception {
        RequestHeapFilter full = new RequestHeapFilter(new RequestHeap(0));

        for (String path : new String[] {"/livez", "/readyz"}) {
            MockHttpServletResponse answer = new MockHttpServletResponse();
            full.doFilter(new MockHttpServletRequest("GET", path), answer, new MockFilterChain());
            assertThat(answer.getStatus()).isEqualTo(HttpServletResponse.SC_OK);
        }
    }

    @Test
    void whatBecomesAStreamLeavesItsRoomToRequests() throws Exception {
        RequestHeapFilter filter = new RequestHeapFilter(new RequestHeap(RequestHeap.REQUEST_BYTES));
        MockHttpServletRequest stream = new MockHttpServletRequest("GET", "/stream");
        MockHttpServletResponse beside = new MockHttpServletResponse();
        MockHttpServletResponse afterwards = new MockHttpServletResponse();

        filter.doFilter(stream, new MockHttpServletResponse(), (request, response) -> {
            RequestShare.giveBack(stream);
            filter.doFilter(new MockHttpServletRequest(), beside, (inner, answer) -> {
                // While the only place is taken again, a third finds none.
                filter.doFilter(new MockHttpServletRequest(), afterwards, new MockFilterChain());
            });
        });

        assertThat(beside.getStatus()).isEqualTo(HttpServletResponse.SC_OK);
        assertThat(afterwards.getStatus()).isEqualTo(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
}
