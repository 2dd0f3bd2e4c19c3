package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os/exec"
	"strings"
)

const chain = "PODNET"

// parseSubnets reads the pods' subnets: one, or one of each family with a comma between them.
func parseSubnets(text string) ([]*net.IPNet, error) {
	var subnets []*net.IPNet
	for _, part := range strings.Split(text, ",") {
		_, subnet, err := net.ParseCIDR(strings.TrimSpace(part))
		if err != nil {
			return nil, err
		}
		subnets = append(subnets, subnet)
	}
	return subnets, nil
}

// ensureMasquerade hides pod addresses behind the node's for whatever leaves the cluster; it changes nothing when the rules are there.
func ensureMasquerade(ctx context.Context, podSubnets []*net.IPNet) error {
	var problems []error
	for _, subnet := range podSubnets {
		tool, multicast := "iptables", "224.0.0.0/4"
		if subnet.IP.To4() == nil {
			tool, multicast = "ip6tables", "ff00::/8"
		}
		problems = append(problems, masquerade(ctx, tool, subnet.String(), multicast))
	}
	return errors.Join(problems...)
}

func masquerade(ctx context.Context, tool, podSubnet, multicast string) error {
	rules := []string{
		fmt.Sprintf("-A %s -d %s -j RETURN", chain, podSubnet),
		fmt.Sprintf("-A %s -d %s -j RETURN", chain, multicast),
		fmt.Sprintf("-A %s -s %s -j MASQUERADE", chain, podSubnet),
	}
	if present, err := output(ctx, "", tool, "-w", "-t", "nat", "-S", chain); err != nil || !containsAll(present, rules) {
		// One restore replaces the whole chain at once: packets never meet half of it.
		input := fmt.Sprintf("*nat\n:%s - [0:0]\n%s\nCOMMIT\n", chain, strings.Join(rules, "\n"))
		if _, err := output(ctx, input, tool+"-restore", "-w", "--noflush"); err != nil {
			return err
		}
	}
	if _, err := output(ctx, "", tool, "-w", "-t", "nat", "-C", "POSTROUTING", "-j", chain); err == nil {
		return nil
	}
	_, err := output(ctx, "", tool, "-w", "-t", "nat", "-A", "POSTROUTING", "-j", chain)
	return err
}

func containsAll(text string, lines []string) bool {
	for _, line := range lines {
		if !strings.Contains(text, line) {
			return false
		}
	}
	return true
}

func output(ctx context.Context, input, name string, args ...string) (string, error) {
	command := exec.CommandContext(ctx, name, args...)
	command.Stdin = strings.NewReader(input)
	text, err := command.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%s: %w: %s", name, err, strings.TrimSpace(string(text)))
	}
	return string(text), nil
}
