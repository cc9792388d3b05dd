package io.breakwater.gateway.instances;

import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class InstancesConfiguration {

    @Bean
    Instances instances(InstancesSettings settings) {
        return new Instances(settings);
    }

    @Bean
    SmartLifecycle instancesSource(InstancesSettings settings, Instances instances, JsonMapper json) {
        return settings.file() != null
                ? new InstancesFile(settings, instances, json)
                : new InstancesDns(settings, instances, new NettyLookup(settings.dnsTimeout()), System::nanoTime);
    }
}
