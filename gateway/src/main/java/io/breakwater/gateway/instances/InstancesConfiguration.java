package io.breakwater.gateway.instances;

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
    InstancesFile instancesFile(InstancesSettings settings, Instances instances, JsonMapper json) {
        return new InstancesFile(settings, instances, json);
    }
}
